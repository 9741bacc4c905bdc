import { parseLocalDate } from '#domain/calendar/instant.js';
import { MoneyError, parseWanYuan } from '#domain/money/fen.js';
import type { Refusal } from '#domain/process/types.js';
import { rulesFromJson, rulesToJson, type RulesJson, type SubsidyRules } from './rules.js';

/** A number of the regulation that a later set gives another value: where it stands ('C6.1.perEnterprise'), and the value as typed. */
export interface RuleChange {
  path: string;
  value: string;
}

export type ChangedRules = { ok: true; rules: SubsidyRules } | { ok: false; refusal: Refusal };

const paths = { 'ceiling.on': ['subsidy-rate', 'loan-rate'] } as const;

/** A later rule set: as the one before but for the changes. Amounts are typed in 万元, shares and rates in percent. */
export function changedRules(
  before: SubsidyRules,
  { version, from, source }: Pick<SubsidyRules, 'version' | 'from' | 'source'>,
  changes: readonly RuleChange[],
): ChangedRules {
  const no = (code: string, message: string, field: string): ChangedRules => ({ ok: false, refusal: { code, message, field } });
  if (changes.length === 0) return no('nothing_changed', '请至少填写一项与现行办法不同的数值。', 'changes');
  const json = structuredClone(rulesToJson(before)) as Record<string, unknown>;
  for (const { path, value } of changes) {
    const place = placeOf(json, before, path);
    if (!place) return no('rule_unknown', `没有“${path}”这一项规则。`, path);
    const said = readValue(place.like, path, value);
    if (said === undefined)
      return no('rule_invalid', `“${path}”的值“${value}”无效：金额以万元填写，比例和利率填0至100之间的百分数。`, path);
    place.holder[place.key] = said;
  }
  return { ok: true, rules: { ...rulesFromJson(json as RulesJson), version, from, source } };
}

/** Where a value stands in the JSON, and the value it has now; nothing for a path that leads to none. */
function placeOf(json: Record<string, unknown>, before: SubsidyRules, path: string) {
  // A measure's own code may hold a point: C6.1.
  const head = Object.keys(before).find((key) => path.startsWith(`${key}.`));
  if (head === undefined) return undefined;
  const keys = [head, ...path.slice(head.length + 1).split('.')];
  let holder: Record<string, unknown> = json;
  let like: unknown = before;
  for (const [index, key] of keys.entries()) {
    if (typeof like !== 'object' || like === null || !Object.hasOwn(like, key)) return undefined;
    like = (like as Record<string, unknown>)[key];
    if (index < keys.length - 1) holder = holder[key] as Record<string, unknown>;
  }
  return typeof like === 'object' ? undefined : { holder, key: keys.at(-1)!, like };
}

function readValue(like: unknown, path: string, value: string): unknown {
  if (typeof like === 'bigint') return readMoney(value);
  if (typeof like === 'number') return /^[1-9]\d{0,2}$/.test(value) ? Number(value) : undefined;
  if (path in paths) return (paths[path as keyof typeof paths] as readonly string[]).includes(value) ? value : undefined;
  if (parseLocalDate(String(like))) return parseLocalDate(value) ? value : undefined;
  return /^\d{1,3}(\.\d{1,4})?$/.test(value) && Number(value) > 0 && Number(value) <= 100 ? value : undefined;
}

function readMoney(value: string): string | undefined {
  try {
    const fen = parseWanYuan(value);
    return fen > 0n ? fen.toString() : undefined;
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
}
