import { randomUUID } from 'node:crypto';
import type { CallData, CallKnown } from '#domain/call/data.js';
import { projectTypes } from '#domain/key-project/form.js';
import { prefectureOf } from '#domain/organisation/regions.js';
import type { CaseState } from '#domain/process/types.js';
import type { Prisma, Transaction } from '../../database.js';

/** A project counts as filed again once the firm has sealed it; a withdrawn one does not. */
export const notFiled = ['draft', 'unit_review', 'withdrawn'];

/** A23 carried-over projects of a prefecture that nobody has filed again or settled. */
export async function carryOverOpen(tx: Transaction, callId: string, prefectureCode: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ open: bigint }[]>`
    select count(*) as open from carry_over k left join "case" c on c.id = k.case_id
    where k.call_id = ${callId}::uuid and k.prefecture_code = ${prefectureCode} and k.resolution is null
      and (c.id is null or c.status = any (${notFiled}))`;
  return Number(row!.open);
}

/** What the call's guards look at: the item the act speaks of. */
export async function knownItem(tx: Transaction, callId: string, item: unknown): Promise<CallKnown> {
  if (typeof item !== 'string' || !/^[0-9a-f-]{36}$/.test(item)) return {};
  const found = await tx.carryOver.findFirst({ where: { id: item, callId } });
  if (!found) return {};
  const filed = found.caseId ? await tx.case.findUnique({ where: { id: found.caseId }, select: { status: true } }) : null;
  return {
    carryOver: {
      prefectureCode: found.prefectureCode,
      filed: filed !== null && !notFiled.includes(filed.status),
      ...(found.unitId ? { unitId: found.unitId } : {}),
      ...(found.resolution ? { resolution: found.resolution } : {}),
    },
  };
}

/** Last year's listed projects are loaded by the record itself; what was completed in Duban needs no further word. */
export async function preloadCarryOver(tx: Transaction, callId: string, data: CallData): Promise<void> {
  const last = await tx.case.findMany({
    where: {
      process: 'key-project',
      status: { in: ['listed', 'exec', 'paused'] },
      state: { path: ['data', 'year'], equals: data.year - 1 },
    },
    include: { unit: { select: { name: true, uscc: true } } },
  });
  await add(
    tx,
    callId,
    last.map((project) => ({
      priorNumber: project.number,
      title: project.title,
      unitId: project.unitId,
      unitName: project.unit?.name ?? '',
      uscc: project.unit?.uscc ?? null,
      countyCode: project.countyCode!,
      prefectureCode: project.prefectureCode!,
      type: (project.state as unknown as CaseState<{ type: string }>).data.type,
    })),
  );
}

/** Lines the province brings from before Duban; the owner is found by its credit code, else by its name. */
export async function loadCarryOver(tx: Transaction, callId: string, rows: Record<string, string>[]): Promise<void> {
  const units = await tx.unit.findMany({
    where: { OR: [{ uscc: { in: rows.flatMap((row) => row.uscc ?? []) } }, { name: { in: rows.map((row) => row.unitName!) } }] },
    select: { id: true, name: true, uscc: true },
  });
  await add(
    tx,
    callId,
    rows.map((row) => ({
      priorNumber: row.priorNumber || null,
      title: row.title!,
      unitId: units.find((unit) => (row.uscc ? unit.uscc === row.uscc : unit.name === row.unitName))?.id ?? null,
      unitName: row.unitName!,
      uscc: row.uscc || null,
      countyCode: row.county!,
      prefectureCode: prefectureOf(row.county!)!,
      type: projectTypes.find(({ value, label }) => row.type === value || row.type === label)!.value,
    })),
  );
}

type NewItem = Omit<Prisma.CarryOverCreateManyInput, 'id' | 'callId'>;

/** One project stands once on the list, whether the record brought it, an Excel, or the same Excel again. */
async function add(tx: Transaction, callId: string, items: NewItem[]): Promise<void> {
  const present = await tx.carryOver.findMany({
    where: { callId },
    select: { priorNumber: true, title: true, unitName: true },
  });
  const taken = new Set(present.flatMap(marks));
  const fresh = items.filter((item) => {
    const own = marks(item);
    const known = own.some((mark) => taken.has(mark));
    own.forEach((mark) => taken.add(mark));
    return !known;
  });
  await tx.carryOver.createMany({ data: fresh.map((item) => ({ ...item, id: randomUUID(), callId })) });
}

/** By what a project is told: its number of last year, or its name and owner. */
const marks = ({ priorNumber, title, unitName }: Pick<NewItem, 'priorNumber' | 'title' | 'unitName'>): string[] => [
  ...(priorNumber ? [`number ${priorNumber}`] : []),
  `name ${title} ${unitName}`,
];

/** Settles an item with kind and reason, or opens it again when there is no kind. */
export async function settleCarryOver(
  tx: Transaction,
  callId: string,
  now: number,
  row: { item: string; kind?: string; reason?: string; by?: string },
): Promise<void> {
  await tx.carryOver.update({
    where: { id: row.item, callId },
    data: row.kind
      ? { resolution: row.kind, reason: row.reason ?? null, resolvedBy: row.by ?? null, resolvedAt: new Date(now) }
      : { resolution: null, reason: null, resolvedBy: null, resolvedAt: null },
  });
}
