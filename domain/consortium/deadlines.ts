import { addMonths, formatDate, localDate } from '#domain/calendar/instant.js';
import { guard, said } from './acts.js';

/** 2.3 [O]. */
const LONGEST_SUSPENSION_MONTHS = 6;

/** A deadline an official sets lies after today. */
export const ahead = guard<any, any>(
  'ahead',
  '2.3',
  (context) =>
    said(context, 'until') > localDate(context.now)
      ? undefined
      : { code: 'date_past', message: '期限须晚于今日。', field: 'until' },
  'asks',
);

/** 中止 lasts six months at most. */
export const withinSixMonths = guard<any, any>(
  'withinSixMonths',
  '2.3',
  (context) => {
    const latest = addMonths(localDate(context.now), LONGEST_SUSPENSION_MONTHS);
    return said(context, 'until') <= latest
      ? undefined
      : { code: 'suspension_too_long', message: `中止最长6个月，至迟到${formatDate(latest)}。`, field: 'until' };
  },
  'asks',
);
