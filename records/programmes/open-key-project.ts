import { closingsIn } from '#domain/call/closings.js';
import type { CallData } from '#domain/call/data.js';
import type { FormValues } from '#domain/form/definition.js';
import type { ProjectType } from '#domain/key-project/form.js';
import { prefectureOf } from '#domain/organisation/regions.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { businessNow } from '../clock.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../database.js';
import { openCaseIn } from '../open-case.js';

export interface NewProject {
  id: string;
  callId: string;
  type: ProjectType;
  title: string;
  county: string;
  unitId: string;
  by: Actor;
  /** What the draft holds already: an imported row. */
  form?: FormValues;
  /** A23: the carried-over project that this application files again. */
  carryOverId?: string;
}

/**
 * Opens a firm's draft in a call. A15 属地原则: it goes to the industry office of the county where the project is, not where the firm is
 * registered. Throws RecordError 'call_closed', 'no_office', 'not_found', 'filed_already'.
 */
export function openKeyProject(db: Database, given: NewProject): Promise<{ id: string }> {
  return inTransaction(db, (tx) => openKeyProjectIn(tx, given));
}

/** As `openKeyProject`, one of several in a transaction. */
export async function openKeyProjectIn(tx: Transaction, given: NewProject): Promise<{ id: string }> {
  const call = await tx.case.findFirst({ where: { id: given.callId, process: 'call' } });
  if (!call) throw new RecordError('not_found', '申报批次不存在。');
  const { data } = call.state as unknown as CaseState<CallData>;
  const prefecture = prefectureOf(given.county);
  const prefectureUnit = prefecture ? data.prefectures[prefecture]?.unitId : undefined;
  const county = await tx.unit.findFirst({
    where: { level: 'county', regionCode: given.county, departments: { has: 'miit' }, status: 'verified' },
  });
  if (!prefecture || !prefectureUnit || !county)
    throw new RecordError('no_office', '所选县（市、区）尚未配置工信部门，请联系系统管理员。', 'county');
  const closings = closingsIn(data, prefecture);
  const open = ['published', 'settled'].includes(call.status) && (await businessNow(tx)) < closings['owner-closing'];
  if (!open) throw new RecordError('call_closed', '申报批次尚未开放或已截止，不能新建申报。');
  if (given.carryOverId) await fileAgain(tx, { ...given, carryOverId: given.carryOverId });
  return openCaseIn(tx, {
    process: 'key-project',
    id: given.id,
    title: given.title,
    department: 'miit',
    unitId: given.unitId,
    callId: given.callId,
    countyCode: given.county,
    prefectureCode: prefecture,
    kind: given.type,
    by: given.by,
    data: {
      callId: given.callId,
      year: data.year,
      type: given.type,
      title: given.title,
      offices: { owner: given.unitId, county: county.id, prefecture: prefectureUnit, province: data.offices.province },
      regions: { county: given.county, prefecture },
      expertRound: data.expertRound,
      closings,
    },
    draft: {
      ...given.form,
      name: given.title,
      type: given.type,
      county: given.county,
      ...(given.carryOverId ? { priorHundred: true } : {}),
    },
  });
}

/** A23: the item now points to this application; it counts as filed once the firm has sealed it. */
async function fileAgain(tx: Transaction, given: NewProject & { carryOverId: string }): Promise<void> {
  const item = await tx.carryOver.findFirst({
    where: { id: given.carryOverId, callId: given.callId, unitId: given.unitId, resolution: null },
  });
  const before = item?.caseId && (await tx.case.findUnique({ where: { id: item.caseId }, select: { id: true, status: true } }));
  if (!item || (before && before.id !== given.id && before.status !== 'withdrawn'))
    throw new RecordError('filed_already', '该结转项目不存在、已处理或已重新申报，请在“我的申报”中查看。', 'carryOverId');
  await tx.carryOver.update({ where: { id: item.id }, data: { caseId: given.id } });
}
