import { stableId } from '#apps/install/stable-id.js';
import { financeOffice, scienceOffice } from '#apps/install/offices.js';
import { childId } from '#domain/process/child-id.js';
import { openDisbursement } from '#records/programmes/payment/disbursement.js';
import { bodies, firmOf } from '../units.js';
import { province } from './cast.js';
import type { Life } from './life.js';

const agreed = '按组建协议约定办理，各单位协商一致';

/** 运行: runs well. Reports in time, mid-term 优 with rolling support, supported, its chief expert changed. */
export async function operating(life: Life): Promise<void> {
  await life.report(2024, '2024-12-10');
  await life.on('2025-06-02');
  await life.act('propose-change', life.lead, { kind: 'chief-expert', reason: '原首席专家退休', chiefExpert: '普教授' });
  await life.act('submit', life.lead, {}, life.child('change'));
  await life.on('2025-06-05');
  await life.act('note', province.officer, {}, life.child('change'));
  const midTerm = await life.evaluate(1, '2025-11-03', 93, { from: '2024-05-06', to: '2025-10-31' });
  await life.on('2026-01-05');
  await life.act('decide-rolling', province.director, { amount: '200', task: '高性能铝合金短流程制备二期' }, midTerm);
  await life.on('2026-03-16');
  const [lead] = life.parties;
  await life.act('support', province.officer, {
    kind: 'finance',
    units: [lead!.unitId],
    detail: '推荐向合作银行申请科技创新融资',
  });
  await life.report(2026, '2026-11-16', 'half');
}

/** Its report raises a matter, which is solved; another waits at the bureau's desk. */
export async function itsMatters(life: Life): Promise<void> {
  const power = { title: '中试线用电指标', detail: '中试线用电缺口2万千瓦，请协调落实指标' };
  await life.report(2025, '2025-12-08', 'filed', [power]);
  const matter = life.child('matter', 1);
  await life.on('2025-12-16');
  await life.act('forward-province', life.recommender, {}, matter);
  await life.on('2025-12-18');
  await life.act('assign', province.officer, { unit: scienceOffice }, matter);
  await life.on('2026-01-09');
  await life.act('reply', province.officer, { text: '已商能源主管部门落实用电指标2万千瓦' }, matter);
  await life.on('2026-01-12');
  await life.act('confirm', life.lead, { satisfaction: 'satisfied' }, matter);
  await life.on('2026-11-19');
  await life.act('raise-matter', 'daxue', { title: '铝合金检测数据共享', detail: '请协调各检测机构开放疲劳试验数据' });
}

/** 重大科技专项 with its 拨付计划: the task book signed, the first instalment approved and waiting for a budget. */
export async function itsProject(life: Life): Promise<void> {
  const { player, lead } = life;
  const name = '高性能铝合金短流程制备重大科技专项(示例)';
  await life.on('2026-03-02');
  await life.act('establish-project', province.officer, {
    ...{ name, projectNo: '202603AS070001(示例)', level: 'provincial', mode: 'commissioned' },
    ...{ startsOn: '2026-04-01', endsOn: '2028-03-31', fiscal: '500', selfRaised: '1200' },
  });
  const task = life.child('project');
  await life.on('2026-03-16');
  await life.write(task, 'form', {
    goal: '突破高性能铝合金短流程铸轧组织调控技术，建成中试线1条',
    indicators: '抗拉强度不低于480MPa；吨材能耗下降15%；申请发明专利8件',
    division: '牵头单位负责中试线和工程化，云岭大学负责机理研究，云南冶金研究院负责工艺试验',
    schedule: '2026年完成工艺设计；2027年建成中试线；2028年3月前完成验收',
    budget: '总经费1700万元：财政资助500万元，企业自筹1200万元',
  });
  await life.act('submit', lead, { seal: true }, task);
  await life.on('2026-03-20');
  const [firm] = life.parties;
  const { id: plan } = await openDisbursement(player.db, {
    ...{ id: stableId(`${name}拨付计划`), consortiumId: life.id, taskId: task, title: `${name}拨付计划`, template: '60/30/10' },
    ...{ total: 500_000_000n, pledged: 1_200_000_000n, finance: financeOffice, by: player.who(province.officer) },
    account: { name: firm!.name, bank: '彩云银行昆明支行(示例)', number: '6222020200001234567' },
  });
  await life.on('2026-03-25');
  await life.act('sign-book', province.director, { taskBookNo: 'YN-ZX-2026-001(示例)', seal: true }, task);
  const first = childId(plan, 'instalment-1');
  await life.on('2026-11-02');
  await life.act('apply', lead, { arrived: '620' }, first);
  await life.on('2026-11-06');
  await life.act('check', province.officer, {}, first);
  await life.on('2026-11-12');
  await life.act('approve', province.director, {}, first);
}

/** 运行: a report that came late, mid-term 良, a matter answered and not yet confirmed, and a change that waits for signatures. */
export async function changing(life: Life): Promise<void> {
  await life.report(2024, '2024-12-20');
  await life.report(2025, '2026-01-12');
  const midTerm = await life.evaluate(1, '2026-03-09', 85, { from: '2024-09-01', to: '2026-02-28' });
  await life.on('2026-05-11');
  await life.act('decide-no-support', province.director, {}, midTerm);
  await life.on('2026-10-19');
  const reason = { title: '大尺寸炉体运输通行', detail: '超限设备跨州运输，请协调通行许可' };
  await life.act('raise-matter', life.lead, reason);
  const matter = life.child('matter');
  await life.on('2026-10-21');
  await life.act('keep', life.recommender, { days: 20 }, matter);
  await life.on('2026-11-02');
  const [testing, code] = bodies[3];
  await life.act('propose-change', life.lead, {
    ...{ kind: 'member', reason: '补充检验检测能力' },
    joining: [{ unitId: firmOf(code), core: '否', ability: '光伏材料检验检测资质' }],
  });
  const change = life.child('change');
  await life.write(change, 'agreement', { changes: `${testing}加入联合体`, duties: agreed, exit: '无' });
  await life.act('submit', life.lead, {}, change);
  await life.on('2026-11-05');
  await life.sign(change, life.parties.slice(0, 2));
  await life.report(2026, '2026-11-10', 'drafting');
  await life.on('2026-11-17');
  await life.act('reply', life.recommender, { text: '已商交通运输部门办理超限运输许可' }, matter);
}

/** 整改: mid-term 中, the deadline runs; a matter of its is overdue, dunned every week. */
export async function rectifying(life: Life): Promise<void> {
  await life.report(2025, '2025-12-22');
  const midTerm = await life.evaluate(1, '2026-06-15', 70, { from: '2024-12-09', to: '2026-05-31' });
  await life.on('2026-09-07');
  await life.act(
    'decide-rectify',
    province.director,
    { requirement: '补齐成员单位投入台账，修订经费管理制度', until: '2026-12-31' },
    midTerm,
  );
  await life.act('raise-matter', life.lead, { title: '铂族金属原料通关', detail: '进口原料通关周期较长，请协调便利化措施' });
  const matter = life.child('matter');
  await life.on('2026-09-10');
  await life.act('keep', life.recommender, { days: 10 }, matter);
}

/** 中止: mid-term 差, suspended by decision. */
export async function suspended(life: Life): Promise<void> {
  await life.report(2025, '2025-12-29');
  const midTerm = await life.evaluate(1, '2026-07-20', 52, { from: '2025-01-13', to: '2026-06-30' });
  await life.on('2026-10-12');
  await life.act('decide-suspend', province.director, { minutesNo: '〔2026〕31次', until: '2027-03-31' }, midTerm);
}

/** 续期: its term ends on a day of December; the supplementary agreement is signed by all and waits for 核准. Its report was returned. */
export async function renewing(life: Life): Promise<void> {
  await life.report(2024, '2024-12-12');
  const midTerm = await life.evaluate(1, '2025-06-16', 86, { from: '2023-12-11', to: '2025-05-31' });
  await life.on('2025-08-18');
  await life.act('decide-no-support', province.director, {}, midTerm);
  await life.report(2025, '2025-12-15');
  await life.on('2026-10-26');
  await life.act('renew', life.lead, {
    ...{ need: '电子级高纯锡靶材制备', taskSource: '2027年度省级重大科技专项指南(示例)', months: 36 },
  });
  const renewal = life.child('change');
  await life.write(renewal, 'agreement', {
    changes: '存续期延长36个月，目标任务调整为电子级高纯锡靶材',
    duties: agreed,
    exit: '无',
  });
  await life.act('submit', life.lead, {}, renewal);
  await life.on('2026-11-05');
  await life.sign(renewal);
  await life.report(2026, '2026-11-09', 'returned');
}

/** 存续期届满 and no choice made: one report never came, and the official let it rest (R24). */
export async function expired(life: Life): Promise<void> {
  await life.report(2023, '2023-12-18');
  await life.report(2024, '2024-12-25');
  const midTerm = await life.evaluate(1, '2025-03-10', 82, { from: '2023-09-04', to: '2025-02-28' });
  await life.on('2025-05-12');
  await life.act('decide-no-support', province.director, {}, midTerm);
  await life.on('2026-02-02');
  await life.act('issue-urge', province.officer, { documentNo: '云科函〔2026〕6号(示例)' }, life.reportOf(2025));
  await life.on('2026-03-09');
  await life.act('no-action', province.director, {}, life.reportOf(2025));
}
