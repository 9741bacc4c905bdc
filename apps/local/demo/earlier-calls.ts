import { settle } from '#records/settle.js';
import { toPrefecture, type CallPlayer, type DemoProject } from './call-player.js';
import { BATTERY } from './units.js';

/** The 2023 call of the source (云工信投资〔2022〕, 2022-11-16 … 2022-12-31): settled, listed, carried out, closed. */
export async function seed2023(player: CallPlayer): Promise<void> {
  await player.on('2022-11-16');
  const call = await player.call(2023, {
    documentNo: '云工信投资〔2022〕288号',
    issueDate: '2022-11-16',
    expertRound: false,
    forwardedBy: ['532300', '530400'],
  });
  const of = (title: string, firm: number, type: DemoProject['type']) => player.project(call, 2023, { firm, type, title });
  const listed = await of('2023年动力电池一期（示例）', BATTERY, 'new');
  const left = await of('2023年电池回收利用（示例）', BATTERY, 'continued');
  const late = await of('2023年锂电铜箔（示例）', BATTERY, 'new');
  const returned = await of('2023年稀贵金属靶材（示例）', 2, 'new');
  await player.on('2022-12-08');
  for (const id of [listed, left]) await player.walk(id, BATTERY, toPrefecture);
  await player.walk(late, BATTERY, ['submit', 'seal']);
  await player.walk(returned, 2, ['submit', 'seal', 'refuse']);
  await player.on('2022-12-26');
  await player.transmit(call, '532300', '楚工信〔2022〕96号', '2022-12-26');
  await player.passes(call, 'settle');
  await settle(player.db, call, 'demo');

  await player.on('2023-01-30');
  for (const id of [listed, left]) await player.walk(id, BATTERY, ['form-pass']);
  const list = await player.select(call, '〔2023〕2次', [listed, left], [listed]);
  await player.passes(list, 'notice-closes');
  await player.passes(listed, 'begin');
  await player.on('2023-03-03');
  for (const [month, sum] of [
    ['2023-01', '300.00'],
    ['2023-02', '650.00'],
  ] as const)
    await player.must(listed, 'report-month', 'qiye', {
      payload: { month, monthInvestment: '300.00', cumulative: sum, progress: '厂房主体施工' },
    });
  await player.on('2023-06-20');
  await player.must(listed, 'remove', 'chuzhang', {
    opinion: '企业股权变更，项目终止建设',
    payload: { documentNo: '云工信投资〔2023〕155号' },
  });
  await player.must(call, 'close', 'chuzhang');
}

/** The 2026 call: its listed projects are being carried out, month by month. */
export async function seed2026(player: CallPlayer): Promise<void> {
  await player.on('2025-11-17');
  const call = await player.call(2026, {
    documentNo: '云工信投资〔2025〕295号',
    issueDate: '2025-11-17',
    expertRound: false,
    forwardedBy: ['532300', '530100', '530300'],
  });
  const projects: [key: string, title: string, firm: number, type: DemoProject['type'], prefecture: string][] = [
    ['running', '年产3GWh储能电池产线（示例）', BATTERY, 'new', '532300'],
    ['stopping', '电池负极材料技改（示例）', BATTERY, 'continued', '532300'],
    ['paused', '磷酸铁锂正极材料（示例）', BATTERY, 'new', '532300'],
    ['done', '再生铝熔铸线（示例）', 0, 'completed', '530100'],
    ['slow', '单晶硅棒扩产（示例）', 1, 'continued', '530300'],
    ['left', '光伏支架加工（示例）', 1, 'new', '530300'],
  ];
  const ids = new Map<string, string>();
  for (const [key, title, firm, type] of projects) ids.set(key, await player.project(call, 2026, { firm, type, title }));
  const id = (key: string) => ids.get(key)!;
  await player.on('2025-12-09');
  for (const [key, , firm] of projects) await player.walk(id(key), firm, toPrefecture);
  await player.on('2025-12-25');
  for (const [code, no] of [
    ['532300', '楚工信〔2025〕90号'],
    ['530100', '昆工信〔2025〕212号'],
    ['530300', '曲工信〔2025〕77号'],
  ] as const)
    await player.transmit(call, code, no, '2025-12-25');
  await player.passes(call, 'settle');
  await settle(player.db, call, 'demo');
  await player.on('2026-01-19');
  for (const [key, , firm] of projects) await player.walk(id(key), firm, ['form-pass']);
  const all = [...ids.values()];
  const list = await player.select(
    call,
    '〔2026〕1次',
    all,
    all.filter((one) => one !== id('left')),
  );
  await player.passes(list, 'notice-closes');
  for (const key of ['running', 'stopping', 'paused', 'done', 'slow']) await player.passes(id(key), 'begin');
  await months(player, id('running'), 'qiye', 9, 210);
  await months(player, id('stopping'), 'qiye', 6, 90);
  await months(player, id('paused'), 'qiye', 3, 60);
  await months(player, id('slow'), 'qiye2', 9, 55);
  await months(player, id('done'), 'qiye1', 5, 260);
  await player.must(id('paused'), 'report-stop', 'qiye', { payload: { reason: '市场下行，企业暂缓建设', date: '2026-09-28' } });
  await player.must(id('paused'), 'confirm-stop', 'xian');
  await player.must(id('stopping'), 'report-stop', 'qiye', {
    payload: { reason: '设备到货延迟，拟停工两个月', date: '2026-10-08' },
  });
  await player.must(id('done'), 'report-completed', 'qiye1', { payload: { reason: '产线全部投产', date: '2026-09-30' } });
  const photo = await player.attach(id('done'), 'co-530181', 'photo', '现场核查照片.png', 'picture');
  await player.must(id('done'), 'confirm-completed', 'co-530181', {
    payload: { siteCheck: '现场核查产线已全部投产，产能达到设计规模', photos: [photo] },
  });
}

/** Monthly reports from January; each is filed in the first days of October, the earlier months backfilled (2.1). */
async function months(player: CallPlayer, id: string, by: string, count: number, each: number): Promise<void> {
  await player.on('2026-10-09');
  for (let n = 1; n <= count; n += 1)
    await player.must(id, 'report-month', by, {
      payload: {
        month: `2026-0${n}`,
        monthInvestment: each.toFixed(2),
        cumulative: (each * n).toFixed(2),
        progress: n < 4 ? '基础和主体施工' : '设备安装调试',
        ...(n === count ? { problems: '用电指标尚未落实，请协调' } : {}),
      },
    });
}
