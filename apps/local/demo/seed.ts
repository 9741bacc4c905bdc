import { startOfDay } from '#domain/calendar/instant.js';
import type { CallData } from '#domain/call/data.js';
import { validExample } from '#domain/key-project/examples.js';
import { judgements } from '#domain/key-project/rules.js';
import { prefectures } from '#domain/organisation/regions.js';
import type { Actor, CaseEvent, CaseState, Role } from '#domain/process/types.js';
import { hashPassword } from '#apps/api/session/password.js';
import { publishKnownYears } from '#apps/install/install.js';
import { officeOf, provinceOffice, writeOffices } from '#apps/install/offices.js';
import { stableId as idOf } from '#apps/install/stable-id.js';
import { advance } from '#records/advance.js';
import { moveClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { saveDraft } from '#records/documents.js';
import { openCase } from '#records/open-case.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { openKeyProject } from '#records/programmes/open-key-project.js';

export const demoPassword = 'duban2026';

export const demoAccounts = [
  { login: 'qiye', what: '楚雄新能源电池(示例) 填报人兼单位管理员' },
  { login: 'xian', what: '楚雄市 县级经办' },
  { login: 'zhou', what: '楚雄州 州市经办' },
  { login: 'sheng', what: '省工信厅 经办' },
  { login: 'chuzhang', what: '省工信厅 处长' },
  { login: 'tingling', what: '省工信厅 厅领导' },
  { login: 'shenji', what: '省工信厅 审计员' },
];

/** The firms of specification 7: fictional, with valid check digits. */
const firms = [
  ['滇中绿铝集团(示例)', '91530100MA6TEXT053', '530181'],
  ['曲靖硅光科技(示例)', '91530300MA6TEXT138', '530302'],
  ['玉溪新材料(示例)', '91530400MA6TEXT218', '530402'],
  ['楚雄新能源电池(示例)', '91532300MA6TEXT3XK', '532301'],
  ['红河锡业新材(示例)', '91532500MA6TEXT48X', '532501'],
  ['大理生物医药(示例)', '91532900MA6TEXT56D', '532901'],
] as const;

/** Demo data 演示数据: the province's offices, firms, accounts, and the 2027 call with a project at each level. A second call does nothing. */
export async function seed(db: Database): Promise<void> {
  registerProgrammes();
  const province = provinceOffice;
  if (await db.unit.findUnique({ where: { id: province } })) return;
  await publishKnownYears(db);
  await seedUnits(db);
  const who = await seedPeople(db, province);
  await moveClock(db, { to: demoTime(Date.now()), speed: 1 });
  await seedCall(db, province, who);
}

/** Where the demo's clock starts: real time while the 2027 call is open, else its first weeks, so that the demo is the same in any year. */
function demoTime(now: number): number {
  const [from, until] = [startOfDay('2026-11-23'), startOfDay('2026-12-10')];
  return now >= from && now < until ? now : from + 9 * 3_600_000;
}

async function seedUnits(db: Database): Promise<void> {
  await writeOffices(db);
  await db.unit.update({ where: { id: provinceOffice }, data: { uscc: '11530000MB1TEXTC8Y' } });
  await db.unit.createMany({
    data: firms.map(([name, uscc, regionCode]) => ({ id: idOf(uscc), name, uscc, kind: 'enterprise', regionCode })),
  });
}

async function seedPeople(db: Database, province: string): Promise<Record<string, Actor>> {
  const passwordHash = await hashPassword(demoPassword);
  const firm = idOf('91532300MA6TEXT3XK');
  const posts: Record<string, [name: string, unitId: string, roles: Role[]]> = {
    qiye: ['张企业', firm, ['EA', 'UA']],
    xian: ['李县级', officeOf('532301'), ['CO']],
    zhou: ['王州市', officeOf('532300'), ['PO']],
    sheng: ['赵经办', province, ['VO']],
    chuzhang: ['钱处长', province, ['VD']],
    tingling: ['孙厅长', province, ['VL']],
    shenji: ['周审计', province, ['AU']],
  };
  const who: Record<string, Actor> = {};
  for (const [login, [name, unitId, roles]] of Object.entries(posts)) {
    const id = idOf(login);
    await db.person.create({
      data: {
        id,
        login,
        name,
        email: `${login}@example.test`,
        passwordHash,
        posts: { create: roles.map((role) => ({ unitId, role })) },
      },
    });
    who[login] = { kind: 'person', personId: id, name, unitId, roles, posts: roles.map((role) => ({ unitId, role })) };
  }
  return who;
}

async function seedCall(db: Database, province: string, who: Record<string, Actor>): Promise<void> {
  const callId = idOf('2027 call');
  const must = async (caseId: string, on: string, by: string, more: Partial<CaseEvent> = {}) => {
    const answer = await advance(db, caseId, { id: idOf(`${caseId} ${on} ${by}`), on, by: who[by]!, ...more });
    if (answer.outcome === 'refused') throw new Error(`演示数据：${on} ${answer.refusal.message}`);
  };
  const data: CallData = {
    year: 2027,
    title: '2027年工业和信息化高质量发展重点项目申报',
    issuer: '省工业和信息化厅',
    forms: ['新开工', '续建', '竣工投产'],
    office: '技术创新处',
    phones: ['0871-63500000'],
    fax: '0871-63500001',
    mailbox: 'zdxm@example.test',
    closingDate: '2026-12-31',
    preworkBefore: '2027-08-01',
    expertRound: false,
    offices: { province },
    prefectures: Object.fromEntries(prefectures.map(({ code }) => [code, { unitId: officeOf(code) }])),
  };
  await openCase(db, {
    process: 'call',
    id: callId,
    title: data.title,
    data: data as unknown as CaseState['data'],
    department: 'miit',
    by: who.sheng!,
  });
  await must(callId, 'publish', 'tingling', { payload: { documentNo: '云工信投资〔2026〕300号', issueDate: '2026-11-16' } });
  await must(callId, 'name-office', 'zhou', { payload: { office: '投资规划科', persons: '王州市' } });

  const ticked = { payload: { ticks: judgements.map((point) => point.key) } };
  const path = [
    ['submit', 'qiye'],
    ['approve', 'qiye'],
    ['recommend', 'xian'],
    ['approve', 'zhou'],
  ] as const;
  for (const type of ['new', 'continued', 'completed'] as const) {
    for (let steps = 0; steps <= path.length; steps += 1) {
      const title = `${{ new: '新开工', continued: '续建', completed: '竣工投产' }[type]}示例项目${steps + 1}`;
      const { id } = await openKeyProject(db, {
        id: idOf(title),
        callId,
        type,
        title,
        county: '532301',
        unitId: who.qiye!.unitId!,
        by: who.qiye!,
      });
      await saveDraft(db, id, { ...validExample(type, 2027), name: title }, { personId: who.qiye!.personId! });
      for (const [on, by] of path.slice(0, steps)) await must(id, on, by, on === 'recommend' || by === 'zhou' ? ticked : {});
    }
  }
}
