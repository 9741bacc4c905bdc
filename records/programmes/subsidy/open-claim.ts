import { localDate } from '#domain/calendar/instant.js';
import { regionName } from '#domain/organisation/regions.js';
import { prefectureOfPlace } from '#domain/organisation/regions.js';
import type { DocumentContent } from '#domain/form/document.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { closesAt, whyClosed, type ClaimCallData } from '#domain/subsidy/call/process.js';
import type { ClaimData } from '#domain/subsidy/claim/data.js';
import { measures, type ClaimantKind, type Measure } from '#domain/subsidy/measures.js';
import { businessNow } from '../../clock.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../../database.js';
import { openCaseIn, type NewCase } from '../../open-case.js';
import { institutionOf, recommendersOf } from '../../subsidy/offices.js';
import { rulesInForce } from '../../subsidy/rules.js';

/** What a unit claims, and under which call. */
export interface Claimed {
  callId: string;
  measure: Measure;
  unitId: string;
  /** A 国家高新区 instead of the 州(市)科技局. */
  recommenderId?: string;
}

export interface NewClaim extends Claimed {
  id: string;
  by: Actor;
}

/** What every claim of the unit for the measure begins with, the rule set of today among it. */
export interface ClaimTerms {
  data: ClaimData;
  place: Pick<NewCase, 'countyCode' | 'prefectureCode'>;
}

const kindNames: Record<ClaimantKind, string> = {
  bank: '银行',
  guarantor: '担保机构',
  fund: '创业投资机构（基金）',
  enterprise: '企业',
};

/** Opens a unit's draft under the call. Throws RecordError as `claimTerms`. */
export function openClaim(db: Database, given: NewClaim): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => openUnder(tx, await claimTerms(tx, given), given));
}

/**
 * The terms of today. Throws RecordError 'call_closed', 'wrong_claimant' (the measure is for another kind of unit), 'no_office' (nobody to recommend it),
 * 'not_found'.
 */
export async function claimTerms(tx: Transaction, given: Claimed): Promise<ClaimTerms> {
  const call = await tx.case.findFirst({ where: { id: given.callId, process: 'claim-call' } });
  if (!call) throw new RecordError('not_found', '申报批次不存在。');
  const { data: window } = call.state as unknown as CaseState<ClaimCallData>;
  const now = await businessNow(tx);
  const closed = whyClosed(call.status, window, given.measure, now);
  if (closed) throw new RecordError('call_closed', closed);
  const unit = await tx.unit.findUniqueOrThrow({ where: { id: given.unitId }, include: { parent: true } });
  const measure = measures[given.measure];
  if (unit.kind !== measure.claimant)
    throw new RecordError(
      'wrong_claimant',
      `“${measure.label}”由${kindNames[measure.claimant]}申报，请核对本单位类别。`,
      'measure',
    );
  const direct = measure.first === 'province' || hasProvincialHeadquarters(unit);
  const recommender = direct ? undefined : await recommenderOf(tx, unit.regionCode, given.recommenderId);
  const data: ClaimData = {
    callId: call.id,
    measure: given.measure,
    year: window.year,
    rules: (await rulesInForce(tx, localDate(now))).version,
    title: `${measure.label}（${unit.name}）`,
    claimant: { unitId: unit.id, name: unit.name },
    institution: institutionOf(unit),
    offices: {
      owner: unit.id,
      ...(recommender ? { recommender } : {}),
      province: window.offices.province,
      finance: window.offices.finance,
    },
    direct,
    windowCloses: closesAt(window),
  };
  const prefecture = unit.regionCode ? prefectureOfPlace(unit.regionCode) : undefined;
  return {
    data,
    place: {
      ...(unit.regionCode && regionName(unit.regionCode) && prefecture !== unit.regionCode
        ? { countyCode: unit.regionCode }
        : {}),
      ...(prefecture ? { prefectureCode: prefecture } : {}),
    },
  };
}

/** A draft under the terms. `content`: what its form begins with besides the account's name. */
export function openUnder(
  tx: Transaction,
  { data, place }: ClaimTerms,
  { id, by, content }: { id: string; by: Actor; content?: DocumentContent },
): Promise<{ id: string }> {
  return openCaseIn(tx, {
    process: 'claim',
    id,
    title: data.title,
    department: 'sti',
    unitId: data.offices.owner,
    callId: data.callId,
    ...place,
    kind: data.measure,
    by,
    data: data as unknown as Record<string, unknown>,
    draft: { fields: { ...content?.fields, accountName: data.claimant.name }, tables: content?.tables ?? {} },
  });
}

/** Banks, guarantors and funds registered with the province itself go straight to it (2.9). */
const hasProvincialHeadquarters = ({ kind, regionCode }: { kind: string; regionCode: string | null }): boolean =>
  kind !== 'enterprise' && (regionCode === null || regionCode.endsWith('0000'));

async function recommenderOf(tx: Transaction, regionCode: string | null, wanted: string | undefined): Promise<string> {
  const offered = await recommendersOf(tx, regionCode);
  const found = wanted === undefined ? offered[0] : offered.find(({ id }) => id === wanted);
  if (!found)
    throw new RecordError(
      'no_office',
      '本单位所在州（市）尚未配置推荐单位（州市科技局或国家高新区），请联系系统管理员。',
      'recommenderId',
    );
  return found.id;
}
