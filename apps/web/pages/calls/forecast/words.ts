import type { ForecastNumber, LoadForecast } from '#apps/api/contract.js';
import { FEWEST_BUSY_DAYS, type ReviewLevel } from '#domain/key-project/load-forecast.js';
import { regionName } from '#domain/organisation/regions.js';

export type Office = LoadForecast['offices'][number];

export const levelNames: Record<ReviewLevel, string> = {
  county: '县级审核',
  prefecture: '州（市）审核',
  province: '省级形式审查',
};

export const numberNames: Record<ForecastNumber, string> = {
  open: '在办',
  overdue: '已逾期',
  coming: '下级在办',
  arrived: '近期到达',
  decided: '近期办结',
};

export const officeName = ({ region }: Pick<Office, 'region'>) => regionName(region) ?? region;

/** Decided a working day with something on the desk, to one decimal. */
export const pace = ({ decided, busyDays }: Office) => (busyDays === 0 ? 0 : Math.round((decided / busyDays) * 10) / 10);

/** Whether there is anything to forecast: not all of the work is late already. */
export const hasAhead = ({ open, overdue, expected }: Office) => open - overdue + expected > 0;

export const lateText = (late: number) => (late > 0 ? `约 ${late} 件将逾期` : '预计无逾期');

/** '按近 10 个工作日的办理速度（每日 2.5 件），截止前还将办结 22 件，约 18 件将逾期。' */
export function forecastText(office: Office, windowDays: number): string {
  const { outlook, busyDays, level } = office;
  if (!outlook) return `近 ${windowDays} 个工作日中有件可办的只有 ${busyDays} 天（不足 ${FEWEST_BUSY_DAYS} 天），暂不预测。`;
  const before = level === 'province' ? '期限内' : '截止前';
  return `按近 ${windowDays} 个工作日的办理速度（每日 ${pace(office)} 件），${before}还将办结 ${outlook.done} 件，${lateText(outlook.late)}。`;
}
