import type { CoordinationData, CoordinationKnown } from '#domain/coordination/data.js';
import { coordination } from '#domain/coordination/process.js';
import type { Department } from '#domain/organisation/access-matrix.js';
import { prefectureOfPlace } from '#domain/organisation/regions.js';
import type { Actor, Office, Role } from '#domain/process/types.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../database.js';
import { openCaseIn } from '../open-case.js';
import type { Registered } from '../processes.js';
import { each } from './consortium/each.js';

/** The desk at which a government unit of each level handles what is sent to it. */
const desk: Record<string, Role> = { county: 'CO', prefecture: 'PO', province: 'VO' };

async function officesOf(tx: Transaction, ids: string[]): Promise<Record<string, Office>> {
  const posts = await tx.post.findMany({
    where: { unitId: { in: ids }, role: { in: [...Object.values(desk), 'RU'] }, unit: { kind: 'government' } },
    select: { unitId: true, role: true, unit: { select: { level: true } } },
  });
  const offices = posts
    // A bureau without a clerk of its own answers by its head.
    .toSorted((a, b) => Number(b.role === 'RU') - Number(a.role === 'RU'))
    .filter(({ role, unit }) => role === desk[unit.level] || role === 'RU');
  return Object.fromEntries(offices.map(({ unitId, role }) => [unitId, { unitId, role: role as Role }]));
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the door knows of an item: the desks of the units a dialog names. */
export const coordinationRecords: Registered = {
  process: coordination,
  known: each(async (tx, { event }): Promise<CoordinationKnown> => {
    const named = [event.payload?.unit ?? [], event.payload?.coHandlers ?? []].flat().map(String);
    const ids = named.filter((id) => uuid.test(id));
    return { offices: ids.length > 0 ? await officesOf(tx, ids) : {} };
  }),
};

/** Raises an item directly, by a unit, to its prefecture's bureau of a department (2.11). Throws RecordError 'no_bureau' when none serves it. */
export async function openCoordination(
  db: Database,
  given: { id: string; title: string; detail: string; department: Department; raiser: Office; by: Actor },
): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const unit = await tx.unit.findUniqueOrThrow({
      where: { id: given.raiser.unitId },
      select: { name: true, regionCode: true },
    });
    const prefectureCode = unit.regionCode ? prefectureOfPlace(unit.regionCode) : undefined;
    const [bureau, province] = await Promise.all([
      tx.unit.findFirst({
        where: {
          kind: 'government',
          level: 'prefecture',
          regionCode: prefectureCode ?? '',
          departments: { has: given.department },
        },
      }),
      tx.unit.findFirst({ where: { kind: 'government', level: 'province', departments: { has: given.department } } }),
    ]);
    if (!bureau || !province) throw new RecordError('no_bureau', '未找到受理该事项的州市主管部门，请先核对单位登记的所在地。');
    const data: CoordinationData = {
      title: given.title,
      detail: given.detail,
      source: `${unit.name}直接提出`,
      raiser: given.raiser,
      triage: { unitId: bureau.id, role: given.department === 'sti' ? 'RU' : 'PO' },
      province: { unitId: province.id, role: 'VO' },
    };
    return openCaseIn(tx, {
      process: 'coordination',
      id: given.id,
      title: given.title,
      department: given.department,
      unitId: given.raiser.unitId,
      ...(prefectureCode ? { prefectureCode } : {}),
      by: given.by,
      data: data as unknown as Record<string, unknown>,
    });
  });
}
