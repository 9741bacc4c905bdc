import type { LocalDate } from '#domain/calendar/instant.js';
import { toPrefecture, type CallPlayer, type DemoProject, type Step } from './call-player.js';
import { BATTERY } from './units.js';

const types = { new: '新开工', continued: '续建', completed: '竣工投产' } as const;
const desks: [steps: number, where: string][] = [
  [0, '草稿'],
  [1, '单位审核'],
  [2, '县级审核'],
  [3, '州市审核'],
  [4, '待报送'],
];

/** The 2027 call (closing 2026-12-31), open now: a project of each type on each desk, and one in every other state of 2.1. */
export async function seed2027(player: CallPlayer): Promise<void> {
  await player.on('2026-11-16');
  const call = await player.call(2027, {
    documentNo: '云工信投资〔2026〕300号',
    issueDate: '2026-11-16',
    expertRound: true,
    forwardedBy: ['532300', '530100', '530300', '530400', '532500', '532900', '530500'],
  });
  const open = (of: DemoProject) => player.project(call, 2027, of);
  const at = async (of: DemoProject, date: LocalDate, steps: Step[]): Promise<string> => {
    const id = await open(of);
    await player.on(date);
    await player.walk(id, of.firm, steps);
    return id;
  };

  // What goes furthest first: the clock never goes back.
  const far: [key: string, of: DemoProject][] = [
    ['notice', { firm: 0, type: 'new', title: '绿色铝合金扁锭生产线（示例）' }],
    ['notice2', { firm: 2, type: 'continued', title: '稀贵金属前驱体材料（示例）' }],
    ['meeting', { firm: 4, type: 'continued', title: '锡基焊料智能化产线（示例）' }],
    ['panel', { firm: 5, type: 'new', title: '民族药提取车间技改（示例）' }],
    ['undrawn', { firm: 8, type: 'completed', title: '光伏组件封装线（示例）' }],
    ['province', { firm: BATTERY, type: 'new', title: '动力电池结构件（示例）' }],
    ['failed', { firm: 0, type: 'continued', title: '铝灰综合利用（示例）' }],
  ];
  const ids = new Map<string, string>();
  for (const [key, of] of far) ids.set(key, await at(of, '2026-11-17', toPrefecture));
  const id = (key: string) => ids.get(key)!;
  await player.on('2026-11-18');
  await resolveCarryOver(player, call);
  for (const [code, no] of [
    ['530100', '昆工信〔2026〕205号'],
    ['530400', '玉工信〔2026〕66号'],
    ['532500', '红工信〔2026〕58号'],
    ['532900', '大工信〔2026〕71号'],
    ['530500', '保工信〔2026〕81号'],
    ['532300', '楚工信〔2026〕88号'],
  ] as const)
    await player.transmit(call, code, no, '2026-11-18');
  for (const [key, of] of far)
    if (key !== 'province') await player.walk(id(key), of.firm, [key === 'failed' ? 'form-fail' : 'form-pass']);
  for (const key of ['notice', 'notice2', 'meeting']) await player.score(id(key), 5);
  await player.score(id('panel'), 2);

  for (const type of ['new', 'continued', 'completed'] as const)
    for (const [steps, where] of desks)
      await at({ firm: BATTERY, type, title: `${types[type]}示例项目（${where}）` }, '2026-11-19', toPrefecture.slice(0, steps));
  await at({ firm: BATTERY, type: 'new', title: '隔膜涂覆产线（退回修改）' }, '2026-11-19', ['submit', 'seal', 'return']);
  await at({ firm: BATTERY, type: 'new', title: '电解液扩产（申诉中）' }, '2026-11-19', ['submit', 'seal', 'refuse', 'appeal']);
  await at({ firm: BATTERY, type: 'new', title: '电池壳体冲压（不予推荐）' }, '2026-11-19', ['submit', 'seal', 'refuse']);
  await at({ firm: BATTERY, type: 'new', title: '充电桩组装（已撤回）' }, '2026-11-19', ['submit', 'withdraw']);
  // A13: finished last year, so the form itself says why it cannot be submitted.
  await open({
    firm: BATTERY,
    type: 'completed',
    title: '储能集装箱（2026年已建成，不符合A13）',
    change: { finish: '2026-06-30' },
  });
  await at({ firm: 6, type: 'new', title: '高原果蔬精深加工（示例）' }, '2026-11-19', ['submit', 'seal']);
  await open({ firm: 7, type: 'new', title: '普洱茶智能化发酵车间（示例）' });
  await player.on('2026-11-20');
  await player.select(call, '〔2026〕18次', [id('notice'), id('notice2')], [id('notice'), id('notice2')]);
}

/** A23: of last year's projects the province loaded, one is refiled, two are settled with a reason, and one waits in Qujing for its prefecture. */
async function resolveCarryOver(player: CallPlayer, call: string): Promise<void> {
  const items = await player.db.carryOver.findMany({ where: { callId: call }, orderBy: { title: 'asc' } });
  for (const { id, title, prefectureCode } of items) {
    if (title.startsWith('单晶硅棒')) continue;
    const by = prefectureCode === '532300' ? 'zhou' : `po-${prefectureCode}`;
    const kind = title.startsWith('再生铝') ? 'completed' : 'stopped';
    await player.must(call, 'resolve-carry-over', by, {
      payload: { item: id, kind, reason: kind === 'completed' ? '已于2026年9月全部投产' : '企业缓建，拟明年重新申报' },
    });
  }
}
