import { localDate, type LocalDate } from '#domain/calendar/instant.js';
import type { Field, FormValues } from '#domain/form/definition.js';
import { parseWanYuan, type Fen } from '#domain/money/fen.js';
import type { Refusal } from '#domain/process/types.js';
import { assess } from '../assess.js';
import { FactError, type Facts } from '../facts.js';
import { factsForm } from '../form.js';
import { mattersOf, repeatedIn } from '../matters.js';
import { measures, type Measure } from '../measures.js';
import { rulesFromJson } from '../rules.js';
import type { ClaimGuard, Context } from './acts.js';
import { reckon, shown } from './award.js';
import type { ClaimData, Filing } from './data.js';

const filingOf = ({ known }: Context): Filing | undefined => known.filing;

/** R17 the call's window; the closing itself stands on the record as an instant. */
export const windowOpen: ClaimGuard = {
  name: 'windowOpen',
  clause: 'R17',
  check: ({ known }) => (known.callClosed ? { code: 'window_closed', message: known.callClosed } : undefined),
};

/** 6.10 a live 取消申报资格 blocks. */
export const notDisqualified: ClaimGuard = {
  name: 'notDisqualified',
  clause: '6.10',
  check: (context) =>
    filingOf(context)?.disqualified ? { code: 'disqualified', message: '本单位处于取消申报资格期内，不能提交申报。' } : undefined,
};

/** The award's account is the claimant's own; payment checks it again. */
function refuseAccount({ account }: Filing, claimant: string): Refusal | undefined {
  const empty = (['name', 'bank', 'number'] as const).find((key) => !String(account[key] ?? '').trim());
  if (empty) {
    const label = { name: '户名', bank: '开户银行', number: '账号' }[empty];
    return { code: 'account_incomplete', message: `请填写收款账户的${label}。`, field: `account.${empty}` };
  }
  if (account.name!.trim() !== claimant.trim())
    return { code: 'account_name', message: `收款账户户名须与申报单位名称“${claimant}”一致。`, field: 'account.name' };
  return /^\d[\d ]{7,38}$/.test(account.number!.trim())
    ? undefined
    : { code: 'account_number', message: '收款账号须为8至30位数字，请核对。', field: 'account.number' };
}

/** Days that a form may well put ahead; every other is a day on which something has happened. */
const maybeAhead: ReadonlySet<string> = new Set(['termUntil']);

/** 先付后贴: an interest, a fee, an exit, a loan is claimed when it has happened, not before. */
function refuseAhead(measure: Measure, facts: Facts, today: LocalDate): Refusal[] {
  const ahead = (fields: readonly Field[], values: Facts, place: string) =>
    fields
      .filter(({ kind, key, when }) => kind === 'date' && !maybeAhead.has(key) && (when?.(values as FormValues) ?? true))
      .filter(({ key }) => String(values[key] ?? '') > today)
      .map(({ key, label }): Refusal => ({
        code: 'date_ahead',
        message: `${label}不得晚于申报日（${today}），请在实际发生后申报。`,
        field: `${place}${key}`,
      }));
  return factsForm(measure).sections.flatMap(({ fields, tables = [] }) => [
    ...ahead(fields, facts, ''),
    ...tables.flatMap(({ key, columns }) =>
      (Array.isArray(facts[key]) ? (facts[key] as Facts[]) : []).flatMap((line, index) =>
        ahead(columns, line, `${key}.${index}.`),
      ),
    ),
  ]);
}

/** Everything the form says must stand by itself: the formula, the evidence, the registers, the account, the promise. */
function findingsOf({ state, now }: Context, filing: Filing): Refusal[] {
  const { measure, year, claimant, institution } = state.data;
  const found: Refusal[] = [];
  const claim = { facts: filing.facts, year, filedOn: localDate(now) };
  const result = assess(measure, claim, rulesFromJson(filing.rules), []);
  if (!result.ok) found.push(result.refusal);
  found.push(...refuseAhead(measure, filing.facts, claim.filedOn));
  try {
    const twice = repeatedIn(mattersOf(measure, filing.facts, institution, year));
    if (twice) found.push({ code: 'matter_repeated', message: `${twice.label} 在本申报中重复填写，请核对。`, clause: 'R19' });
  } catch (error) {
    if (!(error instanceof FactError)) throw error;
    found.push(error.refusal);
  }
  for (const { label, by } of filing.taken)
    found.push({
      code: 'matter_taken',
      message: `${label} 已在${by}中申报，同一事项不得重复申报补助。`,
      clause: 'R19',
    });
  for (const proof of measures[measure].evidence)
    if (!filing.attached.includes(proof.key))
      found.push({ code: 'evidence_missing', message: `请上传${proof.label}。`, field: `evidence.${proof.key}` });
  const account = refuseAccount(filing, claimant.name);
  if (account) found.push(account);
  if (!filing.promise)
    found.push({
      code: 'promise_missing',
      message: '请阅读并勾选真实性承诺，且承诺未就同一事项取得其他省级财政补助。',
      field: 'promise',
    });
  return [...found, ...filing.unregistered];
}

/** 2.9 evidence complete, claimant and facts fit the measure, nothing claimed twice. */
export const complete: ClaimGuard = {
  name: 'complete',
  clause: '2.9',
  asks: true,
  check: (context) => {
    const filing = filingOf(context);
    if (!filing) return { code: 'form_empty', message: '尚未保存申报表，请先填写并保存。' };
    const [first, ...rest] = findingsOf(context, filing);
    if (!first) return undefined;
    return rest.length === 0 ? first : { ...first, details: [first, ...rest] };
  },
};

/** 补正: once, and in time (E32). */
export const correctOnce: ClaimGuard = {
  name: 'correctOnce',
  clause: '2.9',
  check: ({ state }) =>
    state.data.corrected ? { code: 'corrected_before', message: '补正只能一次，请作受理或不予受理处理。' } : undefined,
};
const fixBy = ({ state }: Context) => state.instants.find(({ name }) => name === 'fix-by')?.at ?? Infinity;
export const fixedInTime: ClaimGuard = {
  name: 'fixedInTime',
  clause: '2.9',
  check: (context) => (context.now < fixBy(context) ? undefined : { code: 'too_late', message: '补正期限已过，不予受理。' }),
};
export const fixOverdue: ClaimGuard = {
  name: 'fixOverdue',
  clause: '2.9',
  check: (context) =>
    context.state.status !== 'returned' || context.now >= fixBy(context)
      ? undefined
      : { code: 'fix_pending', message: '补正期限未到，请待申报单位补正。' },
};

/** The facts still bear an award under the claim's own rules. */
export const reckonable: ClaimGuard = {
  name: 'reckonable',
  clause: '4',
  asks: true,
  check: ({ state, known }) => {
    const result = reckon(state.data, known.booking!);
    return result.ok ? undefined : result.refusal;
  },
};

/** An officer's amount: more than nothing, never above what the formula gives (2.9). */
export function amountOf({ event }: Pick<Context, 'event'>): Fen {
  return parseWanYuan(String(event.payload?.amount ?? ''));
}
export const notAboveFormula: ClaimGuard = {
  name: 'notAboveFormula',
  clause: '2.9',
  asks: true,
  check: (context) => {
    const { assessment } = context.state.data;
    const fen = amountOf(context);
    if (fen === 0n) return { code: 'amount_zero', message: '金额须大于0；不予补助的请作不通过处理。', field: 'amount' };
    return fen <= BigInt(assessment!.roundedFen)
      ? undefined
      : {
          code: 'above_formula',
          message: `按条款计算为 ${shown(assessment!.roundedFen)} 万元，只能调低，不得调高。`,
          field: 'amount',
        };
  },
};
/** Lowering is lowering: below the award as it stands. */
export const below: ClaimGuard = {
  name: 'below',
  clause: '2.9',
  asks: true,
  check: (context) =>
    amountOf(context) < BigInt(context.state.data.awardFen!)
      ? undefined
      : {
          code: 'not_lower',
          message: `核算金额为 ${shown(context.state.data.awardFen)} 万元，调低后的金额须小于此数；无须调低的请直接确认。`,
          field: 'amount',
        },
};

/** Where the clause's rate is a maximum the officer may choose a lower one (R11, C8). */
export const rateIsMaximum: ClaimGuard = {
  name: 'rateIsMaximum',
  clause: 'R11',
  check: ({ state }) =>
    ['C1', 'C7.1', 'C7.2', 'C8'].includes(state.data.measure)
      ? undefined
      : { code: 'ratio_fixed', message: '本措施的补助比例由条款固定，不能调整比例。' },
};
export const ratioLowers: ClaimGuard = {
  name: 'ratioLowers',
  clause: 'R11',
  asks: true,
  check: (context) => {
    const result = reckon(withRatio(context), context.known.booking!);
    return result.ok ? undefined : result.refusal;
  },
};
export const withRatio = ({ state, event }: Context): ClaimData => ({
  ...state.data,
  facts: { ...state.data.facts, ratio: String(event.payload?.ratio ?? '').trim() },
});

/** Something changes: the door does not write what stays as it is. */
export const gainsQuota: ClaimGuard = {
  name: 'gainsQuota',
  clause: '2.9',
  check: ({ state, known }) => {
    if (state.data.quotaClosed || !known.booking) return { code: 'quota_closed', message: '名单已审议，不再重新核算。' };
    const result = reckon(state.data, known.booking);
    return result.ok && BigInt(result.assessment.awardFen) > BigInt(state.data.awardFen ?? '0')
      ? undefined
      : { code: 'unchanged', message: '核算金额没有变化。' };
  },
};

/** A bounced payment's account, before it stands on an order again. */
export const accountFits: ClaimGuard = {
  name: 'accountFits',
  clause: '2.9',
  asks: true,
  check: ({ state, event }) =>
    refuseAccount(
      {
        account: { name: state.data.claimant.name, bank: String(event.payload?.bank), number: String(event.payload?.number) },
      } as Filing,
      state.data.claimant.name,
    ),
};
