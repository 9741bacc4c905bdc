import { addDays, type LocalDate } from '#domain/calendar/instant.js';
import { stableId } from '#apps/install/stable-id.js';
import { scienceOffice } from '#apps/install/offices.js';
import { childId } from '#domain/process/child-id.js';
import { openFormation } from '#records/programmes/consortium/open-formation.js';
import type { Player } from '../player.js';
import { partiesOf, province, recommenderOf, topicOf, type Consortium } from './cast.js';
import { agreementOf, applicationOf, planOf } from './documents.js';
import { because, dataOf, file, gather, scoreAll, signAll, type Actors } from './script.js';

/** The demo's people as a script wants them. */
export const actorsOf = (player: Player): Actors => ({
  db: player.db,
  must: (...act) => player.must(...act),
  draft: (...draft) => player.draft(...draft),
  attach: (caseId, by, purpose) => player.attach(caseId, by, purpose, '经费管理制度(示例).pdf', 'page'),
  loginOf: (personId) => player.loginOf(personId),
});

export const formationOf = ({ name }: Consortium): string => stableId(`${name}组建`);
export const consortiumOf = (of: Consortium): string => childId(formationOf(of), 'consortium');

/** How far a formation of the demo comes (2.2; gathered: everybody has accepted), each with the days since the setting of its field. */
const days = {
  field_set: 0,
  lead_selection: 1,
  inviting: 8,
  gathered: 15,
  signing: 17,
  signed: 22,
  recommending: 25,
  acceptance: 29,
  review: 35,
  deliberation: 42,
  publicity: 45,
  approved: 60,
} as const;
type Reached = keyof typeof days;

/** A formation from its field to the stage named, or to the approval that opens its consortium. */
export async function form(player: Player, of: Consortium, until: Reached = 'approved'): Promise<void> {
  for (const [stage, play] of stagesOf(player, of)) {
    if (days[stage] > days[until]) return;
    await player.on(addDays(of.begins, days[stage]));
    await play();
  }
}

function stagesOf(player: Player, of: Consortium): [Reached, () => Promise<unknown>][] {
  const id = formationOf(of);
  const actors = actorsOf(player);
  const fromBelow = of.origin === 'bottom-up';
  const parties = of.lead < 0 ? [] : partiesOf(of);
  const lead = parties[0]!;
  const day = (stage: Reached): LocalDate => addDays(of.begins, days[stage]);
  const documentNo = `云科发〔${of.begins.slice(0, 4)}〕${120 + of.lead}号`;
  const minutesNo = `〔${of.begins.slice(0, 4)}〕${8 + of.lead}次`;
  const must = (on: string, by: string, payload: Record<string, unknown> = {}) =>
    player.must(id, on, by, { opinion: because, payload });

  const open = () => {
    const { name, industry, target, origin = 'top-down' } = of;
    const field = { title: topicOf({ name }), industry, origin, target, need: `${target}省级重大科技专项` };
    const by = player.who(fromBelow ? lead.login : province.officer);
    return openFormation(player.db, { id, ...field, by }, fromBelow ? lead.unitId : scienceOffice);
  };
  const fieldToLead: [Reached, () => Promise<unknown>][] = fromBelow
    ? [['lead_selection', () => must('propose-field', lead.login)]]
    : [
        ['lead_selection', () => must('publish-field', province.officer)],
        ['inviting', () => must('select-leads', province.director, { leads: [lead.unitId], documentNo })],
      ];
  return [
    ['field_set', open],
    ...fieldToLead,
    ['gathered', () => gathering(actors, of)],
    ['signing', () => must('freeze-members', lead.login)],
    ['signed', () => signAll(actors, id, parties)],
    [
      'recommending',
      async () => {
        const { effectiveOn } = await dataOf<{ effectiveOn: LocalDate }>(player.db, id);
        const form = applicationOf(of, day('recommending'), effectiveOn);
        await file(actors, id, lead.login, { form, plan: planOf(of) });
        await must('submit', lead.login);
      },
    ],
    ...((fromBelow ? [['acceptance', () => must('recommend', recommenderOf(of))]] : []) as typeof fieldToLead),
    ['review', () => must('accept-form', province.officer)],
    ['review', () => must('draw-panel', province.officer, { size: 7 })],
    ['deliberation', () => scoreAll(actors, id, { score: 86, comment: '技术路线先进，成员分工明确' })],
    ['publicity', () => must('approve', province.leader, { minutesNo })],
    ['publicity', () => must('publish-notice', province.officer, { days: '5' })],
    // The notice ends by itself.
    ['approved', () => Promise.resolve()],
  ];
}

const gathering = (actors: Actors, of: Consortium): Promise<void> =>
  gather(actors, formationOf(of), partiesOf(of), {
    evidence: '行业龙头企业，产能和市场占有率居全省首位',
    platform: { name: '省级企业技术中心(示例)', level: '省级' },
    agreement: agreementOf(of, addDays(of.begins, days.inviting)),
  });
