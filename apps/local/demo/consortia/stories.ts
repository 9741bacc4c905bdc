import { addDays } from '#domain/calendar/instant.js';
import { addPolicy } from '#records/policies.js';
import { POLICY } from '#records/programmes/consortium/formation.js';
import type { Player } from '../player.js';
import { formations, lives, partiesOf, province } from './cast.js';
import { converted, disqualified, disqualifying, dissolved, dissolving } from './ends.js';
import { actorsOf, form, formationOf } from './formation.js';
import { Life } from './life.js';
import { changing, expired, itsMatters, itsProject, operating, rectifying, renewing, suspended } from './lives.js';
import { scoreAll, signAll } from './script.js';

/** Programme B of the demo: a consortium in each state of 2.3, each from its own formation on, and formations under way. */
export function consortiumStories(player: Player): (() => Promise<void>)[] {
  const told: Record<keyof typeof lives, ((life: Life) => Promise<void>)[]> = {
    operating: [operating, itsMatters, itsProject],
    ...{ changing: [changing], rectifying: [rectifying], suspended: [suspended], renewing: [renewing], expired: [expired] },
    ...{ dissolving: [dissolving], dissolved: [dissolved], disqualifying: [disqualifying], disqualified: [disqualified] },
    converted: [converted],
  };
  return [
    () => policies(player),
    ...Object.entries(told).flatMap(([key, chapters]) => {
      const of = lives[key as keyof typeof lives];
      return [() => form(player, of), ...chapters.map((chapter) => () => chapter(new Life(player, of)))];
    }),
    ...underWay(player),
  ];
}

/** B34 the scheme and its successor. */
async function policies(player: Player): Promise<void> {
  const by = { personId: player.who(province.director).personId };
  const version = (title: string, documentNo: string, validFrom: string) =>
    addPolicy(player.db, { programme: POLICY, title, documentNo, validFrom }, by);
  await player.on('2022-12-20');
  await version('云南省创新联合体建设管理工作方案（试行）（示例）', '云科规〔2022〕9号(示例)', '2023-01-01');
  await player.on('2025-12-22');
  await version('云南省创新联合体建设管理工作方案（示例）', '云科规〔2025〕7号(示例)', '2026-01-01');
}

const underWay = (player: Player): (() => Promise<void>)[] => [
  () => form(player, formations.field_set, 'field_set'),
  () => form(player, formations.lead_selection, 'lead_selection'),
  async () => {
    const of = formations.inviting;
    await form(player, of, 'inviting');
    const [lead, ...members] = partiesOf(of);
    await player.on(addDays(of.begins, 11));
    for (const { unitId, core } of members)
      await player.must(formationOf(of), 'invite', lead!.login, { payload: { unit: unitId, core } });
    await player.on(addDays(of.begins, 14));
    await player.must(formationOf(of), 'accept', members[0]!.login, { payload: { ability: members[0]!.ability } });
  },
  async () => {
    const of = formations.signing;
    await form(player, of, 'signing');
    await player.on(addDays(of.begins, 24));
    await signAll(actorsOf(player), formationOf(of), partiesOf(of).slice(0, 2));
  },
  () => form(player, formations.recommending, 'recommending'),
  async () => {
    const of = formations.review;
    await form(player, of, 'review');
    await player.on(addDays(of.begins, 39));
    await scoreAll(actorsOf(player), formationOf(of), { score: 84, comment: '资源优势明显，技术路线可行' }, 3);
  },
  () => form(player, formations.publicity, 'publicity'),
];
