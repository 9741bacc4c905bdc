import { endOfDay, localDate, parseLocalDate, type Instant } from '#domain/calendar/instant.js';
import type { CaseEvent, CaseState, Guard, Refusal } from '#domain/process/types.js';
import type { KeyProjectData, KeyProjectKnown } from './data.js';
import { reportableMonths } from './months.js';
import { judgements } from './rules.js';

type ProjectGuard = Guard<KeyProjectData, KeyProjectKnown>;

const closingOf = (state: CaseState<KeyProjectData>, name: string): Instant | undefined =>
  state.instants.find((instant) => instant.name === name)?.at;

/** A16 the call must be open. */
export const callOpen: ProjectGuard = {
  name: 'callOpen',
  clause: 'A16',
  check: ({ known }) => (known.callOpen ? undefined : { code: 'call_closed', message: '申报批次尚未开放或已截止，不能提交。' }),
};

/** A4-A13, A20-A22 all hold; every warning has a reason. */
export const formValid: ProjectGuard = {
  name: 'formValid',
  check: ({ known }) => {
    const open = known.findings.filter((finding) => finding.severity === 'error' || !(known.reasons[finding.field] ?? '').trim());
    if (open.length === 0) return undefined;
    const first = open[0]!;
    const refusal: Refusal = {
      code: 'form_invalid',
      message: `申报表有 ${open.length} 处需修改：${first.message}`,
      field: first.field,
      clause: first.clause,
    };
    return { ...refusal, details: open.map(({ clause, field, message }) => ({ clause, field, message })) };
  },
};

/** A6 A15 type and county decide the rules and the reviewing office: they are those the application was opened with. */
export const sameProject: ProjectGuard = {
  name: 'sameProject',
  clause: 'A15',
  check: ({ known }) =>
    known.moved
      ? {
          code: 'project_moved',
          message: '项目类型、建设地点与新建时不一致，受理部门将不同；请改回，或撤回后按新的类型、地点另行申报。',
          field: known.moved,
        }
      : undefined,
};

/** 6.2 the avoid-list names at most two units. */
export const avoidTwo: ProjectGuard = {
  name: 'avoidTwo',
  clause: '6.2',
  asks: true,
  check: ({ event }) =>
    Array.isArray(event.payload?.avoid) && event.payload.avoid.length > 2
      ? { code: 'avoid_too_many', message: '申请回避的单位至多2个。', field: 'avoid' }
      : undefined,
};

/** 6.10 a live 取消申报资格 record blocks. */
export const creditAllows: ProjectGuard = {
  name: 'creditAllows',
  check: ({ known }) =>
    known.disqualified
      ? { code: 'disqualified', message: '本单位在取消申报资格期内，不能申报。如有异议请联系省级主管部门。' }
      : undefined,
};

/** A14 every field of the Excel equals the online record. */
export const excelEqualsOnline: ProjectGuard = {
  name: 'excelEqualsOnline',
  clause: 'A14',
  check: ({ known }) =>
    known.excelDifferences === 0
      ? undefined
      : { code: 'excel_differs', message: `线下Excel与线上信息有 ${known.excelDifferences} 处不一致，请逐项核对统一后再推荐。` },
};

export const ticksOf = (event: CaseEvent): string[] =>
  Array.isArray(event.payload?.ticks) ? (event.payload.ticks as string[]) : [];

/** A19 the reviewer ticks every point that needs judgement, now or saved before: so a bulk recommendation takes only the fully ticked. */
export const checklistTicked: ProjectGuard = {
  name: 'checklistTicked',
  clause: 'A19',
  asks: true,
  check: ({ state, event }) => {
    const saved = state.data.ticks?.level === state.status ? state.data.ticks.points : [];
    const missing = judgements.find((point) => ![...saved, ...ticksOf(event)].includes(point.key));
    return (
      missing && {
        code: 'checklist_incomplete',
        message: `请核实并勾选：${missing.label}（${missing.clause}）。`,
        field: 'ticks',
      }
    );
  },
};

/** A24 the prefecture names its 专门科(处) and responsible persons before its first review. */
export const prefectureReady: ProjectGuard = {
  name: 'prefectureReady',
  clause: 'A24',
  check: ({ known }) =>
    known.prefectureReady
      ? undefined
      : { code: 'office_not_named', message: '请先在申报批次中明确本州（市）负责科（处）室和责任人，再开展审核。' },
};

/** R1 only once the county's closing has passed may the prefecture take over or reopen. */
export const countyClosed: ProjectGuard = {
  name: 'countyClosed',
  clause: 'R1',
  check: ({ state, now }) =>
    (closingOf(state, 'county-closing') ?? Infinity) <= now
      ? undefined
      : { code: 'county_still_open', message: '县级审核截止时间未到，请待县级办理或催办。' },
};

/** A25 a return names a day to fix it by: after today, never past D (a transmitted one excepted). */
export const fixByAllowed: ProjectGuard = {
  name: 'fixByAllowed',
  clause: 'A25',
  asks: true,
  check: ({ state, event, now }) => {
    if (event.payload?.target !== 'owner') return undefined;
    const day = parseLocalDate(String(event.payload?.fixBy ?? ''));
    if (!day || endOfDay(day) <= now) return { code: 'fix_by_invalid', message: '请填写今天或以后的修改期限。', field: 'fixBy' };
    const closing = closingOf(state, 'closing');
    if (!state.data.transmitted && closing !== undefined && endOfDay(day) > closing)
      return { code: 'fix_by_after_closing', message: '修改期限不得晚于申报截止日。', field: 'fixBy' };
    return undefined;
  },
};

/** A return goes to the owner or to a lower reviewer only. */
export const lowerTarget: ProjectGuard = {
  name: 'lowerTarget',
  clause: 'A25',
  asks: true,
  check: ({ state, event }) => {
    const order = ['owner', 'county', 'prefecture', 'province'];
    const target = String(event.payload?.target ?? '');
    return order.indexOf(target) >= 0 && order.indexOf(target) < order.indexOf(state.status)
      ? undefined
      : { code: 'target_invalid', message: '只能退回申报单位或下级审核部门。', field: 'target' };
  },
};

/** One appeal 申诉, within five working days of the refusal. */
export const appealOpen: ProjectGuard = {
  name: 'appealOpen',
  check: ({ state, now }) => {
    if (state.data.appealed) return { code: 'appealed_already', message: '申诉仅限一次，已有申诉结论。' };
    return now < (closingOf(state, 'appeal') ?? 0) ? undefined : { code: 'appeal_closed', message: '申诉期（5个工作日）已过。' };
  },
};

/** 6.2 a score from 0 to 100 with its comment. */
export const scoreValid: ProjectGuard = {
  name: 'scoreValid',
  asks: true,
  check: ({ event }) => {
    const score = Number(event.payload?.score);
    if (!Number.isFinite(score) || score < 0 || score > 100)
      return { code: 'score_invalid', message: '评分须为0至100之间的数。', field: 'score' };
    return String(event.payload?.comment ?? '').trim().length >= 5
      ? undefined
      : { code: 'comment_required', message: '评分须附不少于5个字的评语。', field: 'comment' };
  },
};

const PANEL_SIZE = 5;

/** Whoever has left the panel: recused before, and the one who leaves by this act. */
export function goneOf(state: CaseState<KeyProjectData>, event: CaseEvent): string[] {
  const leaving = { recuse: event.by.personId, 'replace-expert': event.payload?.expert as string | undefined }[event.on];
  return [...new Set([...(state.data.gone ?? []), ...(leaving ? [leaving] : [])])];
}

/** 6.2 a panel is drawn once; afterwards single experts are replaced. */
export const notDrawn: ProjectGuard = {
  name: 'notDrawn',
  clause: '6.2',
  check: ({ state }) =>
    state.data.experts ? { code: 'drawn_already', message: '评审专家已抽取，如有专家缺席请使用“更换专家”。' } : undefined,
};

/** 6.2 five experts by the draw; a pool too small is said, never filled up by hand. */
export const poolSuffices: ProjectGuard = {
  name: 'poolSuffices',
  clause: '6.2',
  asks: true,
  check: ({ state, event, known }) => {
    const gone = goneOf(state, event);
    const kept = (state.data.experts ?? []).filter((id) => !gone.includes(id)).length;
    return kept + (known.draw?.drawn.length ?? 0) >= PANEL_SIZE
      ? undefined
      : { code: 'pool_too_small', message: '专家库中符合领域且无需回避的专家不足，请先补充专家库再抽取。' };
  },
};

/** 6.2 only who was drawn scores, promises or recuses. */
export const onPanel: ProjectGuard = {
  name: 'onPanel',
  clause: '6.2',
  check: ({ state, event }) =>
    state.data.experts?.includes(event.by.personId ?? '')
      ? undefined
      : { code: 'not_on_panel', message: '只有本项目抽取的评审专家可以办理。' },
};

/** 6.2 the promise is signed once. */
export const notPromised: ProjectGuard = {
  name: 'notPromised',
  clause: '6.2',
  check: ({ state, event }) =>
    state.data.promised?.includes(event.by.personId ?? '')
      ? { code: 'promised_already', message: '您已签署评审承诺，可以查阅材料并评分。' }
      : undefined,
};

/** 6.2 an expert signs the promise before opening the project. */
export const promised: ProjectGuard = {
  name: 'promised',
  clause: '6.2',
  check: ({ state, event }) =>
    state.data.promised?.includes(event.by.personId ?? '')
      ? undefined
      : { code: 'promise_required', message: '请先签署评审承诺，再查阅材料和评分。' },
};

/** 6.2 an absent expert leaves the panel as long as the score is not locked. */
export const seatVacated: ProjectGuard = {
  name: 'seatVacated',
  clause: '6.2',
  asks: true,
  check: ({ state, event }) => {
    const expert = String(event.payload?.expert ?? '');
    if (!state.data.experts?.includes(expert))
      return { code: 'not_on_panel', message: '所选专家不在评审组中。', field: 'expert' };
    return state.data.scores?.some(({ personId }) => personId === expert)
      ? { code: 'scored_already', message: '该专家已提交评分，不能更换。', field: 'expert' }
      : undefined;
  },
};

/** What is put on record has happened: not on a day to come. */
export const happened: ProjectGuard = {
  name: 'happened',
  asks: true,
  check: ({ event, now }) =>
    String(event.payload?.date ?? '') > localDate(now)
      ? { code: 'date_ahead', message: '日期不得晚于今天，请在实际发生后办理。', field: 'date' }
      : undefined,
};

/** A25 within the firm a returned form goes back to whoever fills it in as long as it may be corrected. */
export const stillCorrectable: ProjectGuard = {
  name: 'stillCorrectable',
  clause: 'A25',
  check: ({ state, now }) =>
    state.data.returnTo === undefined || now < (state.data.fixBy ?? 0)
      ? undefined
      : { code: 'fix_by_passed', message: '修改期限已过，不能再退回填报人；请核对后签章报送，或联系退回部门。' },
};

/** The county confirms what the owner reported, nothing else. */
export const reportPending = (kind: 'stop' | 'resume' | 'completed', label: string): ProjectGuard => ({
  name: `reportPending:${kind}`,
  check: ({ state }) =>
    state.data.reported?.kind === kind ? undefined : { code: 'nothing_reported', message: `申报单位尚未报告${label}。` },
});

/** 月度报告 is for a month of the plan's year or later that has begun. */
export const monthReportable: ProjectGuard = {
  name: 'monthReportable',
  asks: true,
  check: ({ state, event, now }) =>
    reportableMonths(state.data.year, now).includes(String(event.payload?.month))
      ? undefined
      : { code: 'month_invalid', message: `请选择${state.data.year}年1月至本月之间的月份。`, field: 'month' },
};

/** 竣工投产: the site check's photos 现场照片 are files of the case, not mere names. */
export const photosAttached: ProjectGuard = {
  name: 'photosAttached',
  asks: true,
  check: ({ event, known }) => {
    const photos = Array.isArray(event.payload?.photos) ? (event.payload.photos as string[]) : [];
    return photos.length > 0 && photos.every((id) => known.attachments?.includes(id))
      ? undefined
      : { code: 'photos_missing', message: '请上传现场照片后再确认竣工。', field: 'photos' };
  },
};

/** 截止 of the way up to the province, never later than D, which an extension or an upheld appeal may have moved by itself; what is transmitted has met it and may be corrected after it. */
const inTime = (name: string, clause: string, closing: (data: KeyProjectData) => string): ProjectGuard => ({
  name,
  clause,
  check: ({ state, now }) => {
    const at = Math.min(...[closing(state.data), 'closing'].map((one) => closingOf(state, one) ?? -Infinity));
    if (state.data.transmitted || now < at) return undefined;
    return { code: 'too_late', message: '已过截止时间，不再受理。如确需办理，请向省级主管部门申请延期。' };
  },
});

/** A16 the owner's seal comes before the owner's closing; on a corrected form before D. */
export const sealInTime = inTime('sealInTime', 'A16', (data) => (data.returnTo ? 'closing' : 'owner-closing'));

/** R1 the county decides before its closing. */
export const countyInTime = inTime('countyInTime', 'R1', () => 'county-closing');

/** R1 the prefecture decides before D. */
export const prefectureInTime = inTime('prefectureInTime', 'R1', () => 'closing');

/** R1 the sweep takes only what is past its own closing: an extension of one prefecture or item is not lost. */
export const closingPassed: ProjectGuard = {
  name: 'closingPassed',
  clause: 'R1',
  check: ({ state, now }) =>
    (closingOf(state, 'closing') ?? 0) <= now ? undefined : { code: 'not_due', message: '该项目的截止时间尚未到。' },
};
