import type { CallData, CallKnown } from '#domain/call/data.js';
import type { SelectionListData } from '#domain/call/selection-list.js';
import type { TransmittalData, TransmittalKnown } from '#domain/call/transmittal.js';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { goneOf } from '#domain/key-project/guards.js';
import type { Draw } from '#domain/panel/draw.js';
import type { CaseEvent, CaseState } from '#domain/process/types.js';
import type { KeyProjectData, KeyProjectKnown } from '#domain/key-project/data.js';
import type { RegistrationData, RegistrationKnown } from '#domain/registration/data.js';
import { mostly, pick, type Next } from '../random.js';
import type { World } from '../world.js';

const start = atTime('2026-12-01', '09:00');
const pool = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8', 'x9'];
const closings = {
  'owner-closing': endOfDay('2026-12-16'),
  'county-closing': endOfDay('2026-12-24'),
  closing: endOfDay('2026-12-31'),
};

/** Five sit on a panel: who stays keeps the seat, who has left is not drawn again; now and then the pool is one short. */
function drawn(next: Next, state: CaseState<KeyProjectData>, event: CaseEvent): Draw {
  const gone = goneOf(state, event);
  const kept = (state.data.experts ?? []).filter((id) => !gone.includes(id));
  const candidates = pool.filter((id) => !kept.includes(id) && !gone.includes(id));
  return { seed: 1, candidates, excluded: [], drawn: candidates.slice(0, Math.max(0, mostly(next, 5, 4) - kept.length)) };
}

const keyProject: World<KeyProjectData, KeyProjectKnown> = {
  start,
  data: {
    callId: 'call',
    year: 2027,
    type: 'new',
    title: '示例项目',
    offices: { owner: 'firm', county: 'c', prefecture: 'p', province: 'v' },
    regions: { county: '532301', prefecture: '532300' },
    closings,
  },
  vary: (next) => ({ expertRound: next() < 0.3 }),
  known: (next, state, event) => ({
    findings: [],
    reasons: {},
    callOpen: mostly(next, true, false),
    disqualified: mostly(next, false, true),
    excelDifferences: mostly(next, 0, 2),
    prefectureReady: mostly(next, true, false),
    attachments: ['file'],
    draw: drawn(next, state, event),
  }),
  sent: (next, on, now, data) =>
    ({
      'deadlines-changed': { closings: { closing: Math.max(now, data.closings.closing) + 86_400_000 } },
      reopen: { closings: { closing: now + 86_400_000 } },
      'notice-opened': { closesAt: now + 7 * 86_400_000 },
      object: { name: '李某', contact: '0871-60000000', evidence: pick(next, ['环评文号与公开信息不符', '']) },
    })[on],
  // R1 A16: nobody moves an untransmitted project up at or after D; A15: the county decides before the prefecture does.
  fault: (before, event, after, now) => {
    const up = ['unit_review', 'county', 'prefecture', 'transmittable'];
    const closing = before.instants.find(({ name }) => name === 'closing')?.at ?? -Infinity;
    const rises = up.includes(after.status) && up.indexOf(after.status) > up.indexOf(before.status);
    const byAppeal = before.status === 'appealing' || ['take-back', 'calendar-published'].includes(event.on);
    if (
      event.by.kind === 'person' &&
      rises &&
      !byAppeal &&
      !before.data.transmitted &&
      before.status !== 'returned' &&
      now >= closing
    )
      return 'moved up at or after D';
    if (!after.ended && !after.data.transmitted && [...up, 'draft'].includes(after.status) && after.instants.length === 0)
      return 'a live application without its closing';
    return undefined;
  },
};

const call: World<CallData, CallKnown> = {
  start: atTime('2026-11-16', '09:00'),
  data: {
    year: 2027,
    title: '2027年申报',
    issuer: '省工业和信息化厅',
    forms: ['新开工'],
    office: '技术创新处',
    phones: ['0871-63500000'],
    supervisionPhone: '0871-63500010',
    mailbox: 'zdxm@example.test',
    closingDate: '2026-12-31',
    preworkBefore: '2027-08-01',
    expertRound: false,
    offices: { province: 'v' },
    prefectures: { '532300': { unitId: 'p' }, '530100': { unitId: 'q' } },
  },
  known: (next) => ({ carryOver: { unitId: 'firm', prefectureCode: '532300', filed: mostly(next, false, true) } }),
};

const transmittal: World<TransmittalData, TransmittalKnown> = {
  start,
  data: {
    callId: 'call',
    title: '楚雄州报送',
    prefecture: '532300',
    offices: { prefecture: 'p', province: 'v' },
    projects: ['k1', 'k2'],
    mailbox: 'zdxm@example.test',
  },
  known: (next) => ({ carryOverOpen: mostly(next, 0, 1), officeNamed: mostly(next, true, false), closing: closings.closing }),
  fault: (before, _event, after, now) =>
    before.status === 'draft' && after.status === 'sent' && now >= closings.closing ? 'sent at or after D' : undefined,
};

const selectionList: World<SelectionListData> = {
  start,
  data: { callId: 'call', title: '遴选名单', year: 2027, offices: { province: 'v' }, projects: ['k1', 'k2', 'k3'] },
};

const registration: World<RegistrationData, RegistrationKnown> = {
  start,
  data: {
    unitId: 'firm',
    name: '示例公司',
    uscc: '91440101MA5CJQ4N59',
    kind: 'enterprise',
    county: '532301',
    prefecture: '532300',
    legalRepresentative: '王某',
    administrator: 'ua',
    warnings: [],
    offices: { reviewer: { unitId: 'c', role: 'CO' }, above: { unitId: 'p', role: 'PO' } },
  },
  known: (next) => ({ administratorRoles: mostly(next, [], ['VO']) }),
};

/** Programme A, and what it stands on. */
export const declaration: Record<string, World> = {
  'key-project': keyProject,
  call,
  transmittal,
  'selection-list': selectionList,
  registration,
  'daily-digest': { start, data: {} },
};
