import { closingsIn } from '#domain/call/process.js';
import type { CallData } from '#domain/call/data.js';
import type { ProjectType } from '#domain/key-project/form.js';
import { prefectureOf } from '#domain/organisation/regions.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { RecordError, type Database } from '../database.js';
import { openCase } from '../open-case.js';

/**
 * Opens a firm's draft in a call. A15 属地原则: it goes to the industry office of the county where the project is, not where the firm is
 * registered. Throws RecordError 'call_closed', 'no_office', 'not_found'.
 */
export async function openKeyProject(
  db: Database,
  given: { id: string; callId: string; type: ProjectType; title: string; county: string; unitId: string; by: Actor },
): Promise<{ id: string }> {
  const call = await db.case.findFirst({ where: { id: given.callId, process: 'call' } });
  if (!call) throw new RecordError('not_found', '申报批次不存在。');
  if (call.status !== 'published') throw new RecordError('call_closed', '申报批次尚未开放或已截止，不能新建申报。');
  const { data } = call.state as unknown as CaseState<CallData>;
  const prefecture = prefectureOf(given.county);
  const prefectureUnit = prefecture ? data.prefectures[prefecture]?.unitId : undefined;
  const county = await db.unit.findFirst({
    where: { level: 'county', regionCode: given.county, departments: { has: 'miit' }, status: 'verified' },
  });
  if (!prefecture || !prefectureUnit || !county)
    throw new RecordError('no_office', '所选县（市、区）尚未配置工信部门，请联系系统管理员。', 'county');
  return openCase(db, {
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
      closings: closingsIn(data, prefecture),
    },
    draft: { name: given.title, type: given.type, county: given.county },
  });
}
