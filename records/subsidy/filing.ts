import { localDate, parseLocalDate } from '#domain/calendar/instant.js';
import { contentOf } from '#domain/form/document.js';
import type { CaseState, Refusal, StepContext } from '#domain/process/types.js';
import type { ClaimData, Filing } from '#domain/subsidy/claim/data.js';
import {
  completed,
  registerQuestions,
  voucherQuestions,
  type RegisterQuestion,
  type Subject,
  type VoucherQuestion,
} from '#domain/subsidy/claim/specifics.js';
import { unbroken } from '#domain/subsidy/registers/definition.js';
import { FactError, type Facts } from '#domain/subsidy/facts.js';
import { accountOf, factsOf } from '#domain/subsidy/form.js';
import { mattersOf } from '#domain/subsidy/matters.js';
import type { Measure } from '#domain/subsidy/measures.js';
import { rulesOf, rulesToJson } from '#domain/subsidy/rules.js';
import { refuseVoucher, type VoucherData } from '#domain/subsidy/voucher/process.js';
import type { Transaction } from '../database.js';
import { readDraft } from '../documents.js';
import { heldByOthers } from './matters.js';
import { entriesInForce, entryOf } from './registers.js';
import { publishedRules } from './rules.js';

type Context = Pick<StepContext<any, any>, 'caseId' | 'state' | 'event' | 'now'>;

/** What a submission is judged by: the saved form, its evidence, the registers, the vouchers, and what others hold already. */
export async function loadFiling(tx: Transaction, { caseId, state, now }: Context): Promise<Filing | undefined> {
  const { data } = state as unknown as CaseState<ClaimData>;
  const draft = await readDraft(tx, caseId);
  if (!draft) return undefined;
  const content = contentOf(draft.content);
  const subject: Subject = { owner: data.offices.owner, institution: data.institution, today: localDate(now) };
  const typed = factsOf(content);
  const facts = completed(data.measure, typed, await certificateOf(tx, data.measure, typed, subject));
  const vouchers = await askVouchers(tx, voucherQuestions(data.measure, facts, subject));
  const [files, blocked, unregistered, published] = await Promise.all([
    tx.attachment.findMany({ where: { caseId, removedAt: null }, select: { purpose: true } }),
    tx.creditRecord.count({
      where: {
        unitId: data.offices.owner,
        kind: 'disqualify',
        from: { lte: new Date(now) },
        OR: [{ until: null }, { until: { gt: new Date(now) } }],
      },
    }),
    unanswered(tx, registerQuestions(data.measure, facts, subject)),
    publishedRules(tx),
  ]);
  return {
    rules: rulesToJson(rulesOf(data.rules, published)),
    facts,
    account: accountOf(content),
    promise: content.fields.promise === true,
    attached: [...new Set(files.map(({ purpose }) => purpose))].sort(),
    unregistered: [...unregistered, ...vouchers.refused],
    vouchers: vouchers.cases,
    taken: await takenBefore(tx, caseId, data, facts),
    disqualified: blocked > 0,
  };
}

/** Questions that no entry answers; a day that is none finds nothing. */
export async function unanswered(tx: Transaction, questions: RegisterQuestion[]): Promise<Refusal[]> {
  const refused: Refusal[] = [];
  for (const { register, unitId, number, on, refusal } of questions) {
    const of = { ...(unitId === undefined ? {} : { unitId }), ...(number === undefined ? {} : { number }) };
    const found = parseLocalDate(on) ? await entriesInForce(tx, register, of, on) : [];
    if (found.length === 0) refused.push(refusal);
  }
  return refused;
}

/** C3: the claimant's own certificate, as the register holds it, from the first day it guaranteed, renewals included. */
async function certificateOf(tx: Transaction, measure: Measure, facts: Facts, { owner, today }: Subject) {
  if (measure !== 'C3') return undefined;
  const days = Array.isArray(facts.guarantees) ? (facts.guarantees as Facts[]).map((one) => String(one.date ?? '')).sort() : [];
  const certificates = await tx.subsidyRegister.findMany({ where: { register: 'voucher-receiver', unitId: owner } });
  const certified = unbroken(certificates.map(entryOf), days[0] ?? today);
  return certified && { from: certified.from, until: certified.until ?? '9999-12-31' };
}

/** Vouchers asked for: the cases of those that are there, and why the others are not good. */
export async function askVouchers(
  tx: Transaction,
  questions: VoucherQuestion[],
): Promise<{ cases: string[]; refused: Refusal[] }> {
  const numbers = questions.map(({ number }) => number);
  const rows = await tx.case.findMany({
    where: { process: 'voucher', number: { in: numbers } },
    select: { id: true, number: true, status: true, state: true },
  });
  const refused = questions.flatMap((question) => {
    const row = rows.find(({ number }) => number === question.number);
    const voucher = row && { status: row.status, data: (row.state as unknown as CaseState<VoucherData>).data };
    return refuseVoucher(voucher, question) ?? [];
  });
  return { cases: rows.map(({ id }) => id).sort(), refused };
}

async function takenBefore(tx: Transaction, caseId: string, data: ClaimData, facts: Facts) {
  try {
    return await heldByOthers(tx, caseId, mattersOf(data.measure, facts, data.institution, data.year));
  } catch (error) {
    // A number is missing: the guard says so in its own words.
    if (error instanceof FactError) return [];
    throw error;
  }
}
