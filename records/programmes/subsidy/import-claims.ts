import { randomUUID } from 'node:crypto';
import type { DocumentContent } from '#domain/form/document.js';
import { contentOf } from '#domain/form/document.js';
import type { FormValues } from '#domain/form/definition.js';
import type { Actor } from '#domain/process/types.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import { claimStages } from '#domain/subsidy/claim/stages.js';
import { FactError } from '#domain/subsidy/facts.js';
import { factsOf } from '#domain/subsidy/form.js';
import { mattersOf, repeatedIn, type Matter } from '#domain/subsidy/matters.js';
import type { Measure } from '#domain/subsidy/measures.js';
import { claimSheet, contentsOf } from '#domain/subsidy/sheet.js';
import { appendAudit, type Trail } from '../../audit.js';
import { inTransaction, type Database, type Transaction } from '../../database.js';
import { heldByOthers } from '../../subsidy/matters.js';
import { claimTerms, openUnder, type Claimed, type ClaimTerms } from './open-claim.js';

export interface ListedClaims extends Claimed {
  by: Actor;
  lines: readonly { row: number; values: FormValues }[];
}

/** What becomes of a claim in the list. */
export interface ClaimLine {
  /** Of the sheet; of a claim that is a whole list, its first. */
  row: number;
  /** The contract, deal or policy, as a refusal would call it. */
  label: string;
  outcome: 'new' | 'present' | 'refused';
  /** Why it is left out. */
  message?: string;
  /** The draft, once there is one. */
  caseId?: string;
}

/** What an import would do, line by line; nothing is kept. Throws RecordError as `claimTerms`. */
export function previewClaims(db: Database, given: ListedClaims): Promise<ClaimLine[]> {
  return inTransaction(db, async (tx) => {
    const judged = await judge(tx, await claimTerms(tx, given), given.lines);
    return judged.map(({ content: _content, ...line }) => line);
  });
}

/**
 * Opens a draft for every new claim of the list, in one transaction; what is there already, or may not be claimed (R19), is left out and said. The same
 * list again opens nothing, also when sent twice at once. Throws RecordError as `claimTerms`.
 */
export function importClaims(db: Database, given: ListedClaims, trail: Trail): Promise<ClaimLine[]> {
  const work = async (tx: Transaction): Promise<ClaimLine[]> => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`claims/${given.callId}/${given.unitId}`}, 0))::text`;
    const terms = await claimTerms(tx, given);
    const answer: ClaimLine[] = [];
    for (const { content, ...line } of await judge(tx, terms, given.lines)) {
      if (line.outcome !== 'new') {
        answer.push(line);
        continue;
      }
      const id = randomUUID();
      await openUnder(tx, terms, { id, by: given.by, content });
      answer.push({ ...line, caseId: id });
    }
    const opened = answer.filter(({ outcome }) => outcome === 'new').map(({ caseId }) => caseId);
    await appendAudit(tx, {
      ...trail,
      action: 'claims.imported',
      target: given.callId,
      detail: { measure: given.measure, opened },
    });
    return answer;
  };
  return inTransaction(db, work, 60_000);
}

type Judged = ClaimLine & { content: DocumentContent };

async function judge(tx: Transaction, { data }: ClaimTerms, lines: ListedClaims['lines']): Promise<Judged[]> {
  const { measure, institution, year } = data;
  const matters = (content: DocumentContent) => mattersOf(measure, factsOf(content), institution, year);
  const own = await ownClaims(tx, data, matters);
  const claims = contentsOf(
    measure,
    lines.map(({ values }) => values),
  ).map((content, index) => ({
    content,
    row: lines[index]!.row,
    matters: matters(content),
  }));
  const held = await heldByOthers(
    tx,
    undefined,
    claims.flatMap((claim) => claim.matters),
  );
  const seen = new Map<string, number>();
  return claims.map(({ content, row, matters }) => {
    const line = { row, content, label: labelOf(measure, matters) };
    const refused = (message: string) => ({ ...line, outcome: 'refused' as const, message });
    const inside = repeatedIn(matters);
    if (inside) return refused(`清单中 ${inside.label} 出现了两次，请删除重复的一行。`);
    const before = matters.map(({ key }) => seen.get(key)).find((at) => at !== undefined);
    if (before !== undefined) return refused(`与第${before}行重复：同一事项只能申报一次，请删除其中一行。`);
    for (const { key } of matters) seen.set(key, row);
    const present = own.find((claim) => matters.some(({ key }) => claim.keys.includes(key)));
    if (present) return { ...line, outcome: 'present' as const, caseId: present.id, message: present.words };
    const taken = held.find(({ label }) => matters.some((matter) => matter.label === label));
    if (taken) return refused(`${taken.label} 已在${taken.by}中申报，同一事项不得重复申报补助，请删除本行。`);
    return { ...line, outcome: 'new' as const };
  });
}

const labelOf = (measure: Measure, matters: readonly Matter[]): string =>
  claimSheet(measure).each === 'line' ? `清单共${matters.length}项` : (matters[0]?.label ?? '');

/** The unit's own claims under the call for the measure that are not given up, drafts too, with what their forms lay hand on. */
async function ownClaims(
  tx: Transaction,
  { callId, measure, offices }: ClaimData,
  mattersOf: (content: DocumentContent) => Matter[],
): Promise<{ id: string; keys: string[]; words: string }[]> {
  const cases = await tx.case.findMany({
    where: { process: 'claim', callId, unitId: offices.owner, kind: measure, status: { notIn: [...claimStages.refused] } },
    select: { id: true, number: true },
  });
  const forms = await tx.documentVersion.findMany({
    where: { caseId: { in: cases.map(({ id }) => id) }, document: 'form', version: 0 },
    select: { caseId: true, content: true },
  });
  return cases.flatMap(({ id, number }) => {
    const form = forms.find(({ caseId }) => caseId === id);
    const words = number ? `已申报，编号 ${number}，本行不再导入。` : '已有草稿，本行不再导入；内容有变化的，请在草稿中修改。';
    return form ? [{ id, keys: keysOf(contentOf(form.content), mattersOf), words }] : [];
  });
}

/** A draft that is not filled in yet lays its hand on nothing. */
function keysOf(content: DocumentContent, mattersOf: (content: DocumentContent) => Matter[]): string[] {
  try {
    return mattersOf(content).map(({ key }) => key);
  } catch (error) {
    if (error instanceof FactError) return [];
    throw error;
  }
}
