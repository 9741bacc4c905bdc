import { applyRate, type Fen } from '#domain/money/fen.js';

/** 拨付比例 by template (specification 2.10), per cent. */
export const templates = {
  '60/30/10': [60, 30, 10],
  '50/30/20': [50, 30, 20],
  '70/30': [70, 30],
  '100': [100],
} as const;
export type Template = keyof typeof templates;

/** What sets an instalment off: 首期 任务书签订 · 中期 检查通过 · 尾款 验收通过. */
export type Trigger = 'signed' | 'mid-term' | 'acceptance';

/** Each instalment = round(total × %), to 0.01万元; the last is what remains, so that nothing is lost or made by rounding (P-1, P-2). */
export function split(total: Fen, template: Template): Fen[] {
  const shares = templates[template].map((percent) => applyRate(total, String(percent / 100), 'half-up'));
  const before = shares.slice(0, -1);
  return [...before, total - before.reduce((sum, fen) => sum + fen, 0n)];
}

/** The first is due with the 任务书, the last with acceptance, one between with the mid-term check; 后补助 (100) with acceptance alone. */
export function triggersOf(template: Template): Trigger[] {
  const count = templates[template].length;
  if (count === 1) return ['acceptance'];
  return templates[template].map((_, n) => (n === 0 ? 'signed' : n === count - 1 ? 'acceptance' : 'mid-term'));
}
