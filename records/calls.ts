import { can, scopeOf, type Department, type Post, type Scope, type Viewer } from '#domain/organisation/access-matrix.js';
import { closingsIn } from '#domain/call/closings.js';
import type { CallData } from '#domain/call/data.js';
import { prefectureOf } from '#domain/organisation/regions.js';
import type { Actor, CaseState } from '#domain/process/types.js';
import { caseRow, type CaseRow } from './cases.js';
import { RecordError, type Database, type Prisma } from './database.js';
import { openCase } from './open-case.js';
import { notFiled } from './programmes/call/carry-over.js';
import { readableCases } from './scope.js';

export interface PrefectureProgress {
  code: string;
  forwardedAt: string | null;
  office: string | null;
  persons: string | null;
  ownerClosing: string;
  countyClosing: string;
  closing: string;
  /** Projects by status. */
  projects: Record<string, number>;
  /** A23 carried-over projects, and how many of them are still open. */
  carryOver: number;
  carryOverOpen: number;
}

/** The call, if the viewer may read it. Throws RecordError 'not_found'. */
export async function findCall(db: Database, viewer: Viewer, callId: string): Promise<CallData> {
  const call = await db.case.findFirst({ where: { AND: [{ id: callId, process: 'call' }, readableCases(viewer)] } });
  if (!call) throw new RecordError('not_found', '申报批次不存在或不在您的权限范围内。');
  return (call.state as unknown as CaseState<CallData>).data;
}

/** A call 申报批次 as lists show it. */
export interface CallSummary extends CaseRow {
  year: number;
  issueDate: string | null;
  closingDate: string;
  expertRound: boolean;
  addressees: number;
  /** Prefectures that have forwarded it. */
  forwarded: number;
  /** Projects in it that the viewer may read. */
  projects: number;
}

/** The calls the viewer may see, latest year first. */
export async function listCalls(db: Database, viewer: Viewer): Promise<CallSummary[]> {
  const [calls, projects] = await Promise.all([
    db.case.findMany({
      where: { AND: [{ process: 'call' }, readableCases(viewer)] },
      include: { unit: { select: { name: true } } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    }),
    db.case.groupBy({
      by: ['callId'],
      where: { AND: [{ process: 'key-project' }, readableCases(viewer)] },
      _count: true,
    }),
  ]);
  return calls
    .map((found): CallSummary => {
      const { data } = found.state as unknown as CaseState<CallData>;
      const addressed = Object.values(data.prefectures);
      return {
        ...caseRow(found),
        year: data.year,
        issueDate: data.issueDate ?? null,
        closingDate: data.closingDate,
        expertRound: data.expertRound,
        addressees: addressed.length,
        forwarded: addressed.filter((own) => own.forwardedAt !== undefined).length,
        projects: projects.find((one) => one.callId === found.id)?._count ?? 0,
      };
    })
    .toSorted((a, b) => b.year - a.year);
}

/** How far each prefecture is in a call; a prefecture and its counties see its own line, the province all sixteen. */
export async function readProgress(db: Database, viewer: Viewer, callId: string): Promise<PrefectureProgress[]> {
  const data = await findCall(db, viewer, callId);
  const [projects, items] = await Promise.all([
    db.case.groupBy({
      by: ['prefectureCode', 'status'],
      where: { AND: [{ callId, process: 'key-project' }, readableCases(viewer)] },
      _count: true,
    }),
    carryOverOf(db, viewer, callId),
  ]);
  const reach = regionsOf(viewer);
  return Object.entries(data.prefectures)
    .filter(([code]) => reach === 'all' || reach.includes(code))
    .map(([code, own]) => {
      const closings = closingsIn(data, code);
      const carried = items.filter((item) => item.prefectureCode === code);
      return {
        code,
        forwardedAt: own.forwardedAt ? new Date(own.forwardedAt).toISOString() : null,
        office: own.office ?? null,
        persons: own.persons ?? null,
        ownerClosing: new Date(closings['owner-closing']).toISOString(),
        countyClosing: new Date(closings['county-closing']).toISOString(),
        closing: new Date(closings.closing).toISOString(),
        projects: Object.fromEntries(
          projects.filter((one) => one.prefectureCode === code).map((one) => [one.status, one._count]),
        ),
        carryOver: carried.length,
        carryOverOpen: carried.filter((item) => item.settled === null).length,
      };
    });
}

export interface CarryOverItem {
  id: string;
  priorNumber: string | null;
  title: string;
  unitId: string | null;
  unitName: string;
  uscc: string | null;
  countyCode: string;
  prefectureCode: string;
  type: string;
  /** filed 已重新申报 | stopped 缓建停建 | completed 已竣工投产; null: still open. */
  settled: string | null;
  reason: string | null;
  caseId: string | null;
}

/** A23 the carried-over projects the viewer may see: the owner's, the county's, the prefecture's, or all. Throws 'not_found'. */
export async function listCarryOver(db: Database, viewer: Viewer, callId: string): Promise<CarryOverItem[]> {
  await findCall(db, viewer, callId);
  return carryOverOf(db, viewer, callId);
}

async function carryOverOf(db: Database, viewer: Viewer, callId: string): Promise<CarryOverItem[]> {
  const found = await db.carryOver.findMany({
    where: { AND: [{ callId }, carryOverWithin(viewer)] },
    orderBy: [{ prefectureCode: 'asc' }, { countyCode: 'asc' }, { title: 'asc' }],
  });
  const filed = await db.case.findMany({
    where: { id: { in: found.flatMap((item) => item.caseId ?? []) }, status: { notIn: notFiled } },
    select: { id: true },
  });
  const done = new Set(filed.map((project) => project.id));
  return found.map((item) => ({
    id: item.id,
    priorNumber: item.priorNumber,
    title: item.title,
    unitId: item.unitId,
    unitName: item.unitName,
    uscc: item.uscc,
    countyCode: item.countyCode,
    prefectureCode: item.prefectureCode,
    type: item.type,
    settled: item.resolution ?? (item.caseId && done.has(item.caseId) ? 'filed' : null),
    reason: item.reason,
    caseId: item.caseId,
  }));
}

function carryOverWithin(viewer: Viewer): Prisma.CarryOverWhereInput {
  const scopes = viewer.posts.map((post) => ({ post, scope: scopeOf(post) }));
  if (scopes.some(reachesAll)) return {};
  const reach = scopes.flatMap(({ post, scope }): Prisma.CarryOverWhereInput[] => {
    if (scope.kind === 'unit') return [{ unitId: scope.unitId }];
    if (scope.kind !== 'region' || !can(post.role, 'R', 'transmittal') || !servesIndustry(scope)) return [];
    return [scope.level === 'county' ? { countyCode: scope.regionCode } : { prefectureCode: scope.regionCode }];
  });
  return { OR: [{ id: { in: [] } }, ...reach] };
}

/** 省工信厅 and the auditor. */
const reachesAll = ({ post, scope }: { post: Post; scope: Scope }): boolean =>
  (scope.kind === 'department' && scope.department === 'miit') || post.role === 'AU';

/** Prefectures in which the viewer's posts lie: a county's officer sees the own prefecture's line, with the own county's projects. */
function regionsOf(viewer: Viewer): 'all' | string[] {
  const scopes = viewer.posts.map((post) => ({ post, scope: scopeOf(post) }));
  if (scopes.some(reachesAll)) return 'all';
  return scopes.flatMap(({ scope }) => {
    if (scope.kind !== 'region' || !servesIndustry(scope)) return [];
    return scope.level === 'prefecture' ? [scope.regionCode] : (prefectureOf(scope.regionCode) ?? []);
  });
}

/** 工信 is the office's business, alone or among others: a call and its lists are no other bureau's. */
const servesIndustry = ({ department }: { department?: Department }) => department === undefined || department === 'miit';

/** 起草申报批次: next year's call with the province's usual data; addressees are all prefectures' industry offices. Throws 'not_found'. */
export async function openCall(db: Database, given: { id: string; year: number; by: Actor }): Promise<{ id: string }> {
  const province = given.by.posts?.find((post) => post.role === 'VO')?.unitId;
  const [last, offices] = await Promise.all([
    db.case.findFirst({ where: { process: 'call' }, orderBy: { createdAt: 'desc' } }),
    db.unit.findMany({ where: { level: 'prefecture', departments: { has: 'miit' }, status: 'verified' } }),
  ]);
  if (!province) throw new RecordError('not_found', '只有省级经办人员可以起草申报批次。');
  const before = (last?.state as unknown as CaseState<CallData> | undefined)?.data;
  const data: CallData = {
    year: given.year,
    title: `${given.year}年工业和信息化高质量发展重点项目申报`,
    issuer: before?.issuer ?? '省工业和信息化厅',
    forms: ['新开工', '续建', '竣工投产'],
    office: before?.office ?? '技术创新处',
    phones: before?.phones ?? [],
    ...(before?.fax ? { fax: before.fax } : {}),
    ...(before?.supervisionPhone ? { supervisionPhone: before.supervisionPhone } : {}),
    mailbox: before?.mailbox ?? '',
    closingDate: `${given.year - 1}-12-31`,
    preworkBefore: `${given.year}-08-01`,
    expertRound: false,
    offices: { province },
    prefectures: Object.fromEntries(offices.map((office) => [office.regionCode!, { unitId: office.id }])),
  };
  return openCase(db, {
    process: 'call',
    id: given.id,
    title: data.title,
    data: data as unknown as Record<string, unknown>,
    department: 'miit',
    by: given.by,
  });
}
