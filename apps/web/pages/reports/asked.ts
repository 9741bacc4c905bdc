import { useQuery } from '@tanstack/react-query';
import type { CallSummary, Me } from '#apps/api/contract.js';
import { addMonths, localDate } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { useUrlFilter, type Filter } from '../../data/pages.js';

export interface Asked {
  calls: CallSummary[];
  call: CallSummary | undefined;
  month: string;
  filter: Filter;
  change: (values: Filter) => void;
}

/** Which call and month are asked for: as the address says, else the call whose plan runs now and the month that was over last. */
export function useAsked(): { asked: Asked | undefined; error: Error | null; refetch: () => unknown } {
  const [filter, change] = useUrlFilter();
  const me = useQuery({ queryKey: ['me'], queryFn: () => api<Me>('GET', '/session', undefined, { background: true }) });
  const all = useQuery({ queryKey: ['calls'], queryFn: () => api<CallSummary[]>('GET', '/calls') });
  const error = all.error ?? me.error;
  if (!all.data || !me.data) return { asked: undefined, error, refetch: () => Promise.all([all.refetch(), me.refetch()]) };
  const today = localDate(Date.parse(me.data.clock.now));
  const calls = all.data.filter((call) => call.status !== 'draft');
  const running = calls.find((call) => call.year <= Number(today.slice(0, 4)));
  const call = calls.find(({ id }) => id === filter.callId) ?? running ?? calls[0];
  const asked = { calls, call, month: filter.month || lastMonth(today, call?.year), filter, change };
  return { asked, error, refetch: all.refetch };
}

/** The month before this one, within the plan's year. */
function lastMonth(today: string, year: number | undefined): string {
  const month = addMonths(`${today.slice(0, 7)}-01`, -1).slice(0, 7);
  if (!year) return month;
  if (month < `${year}-01`) return `${year}-01`;
  return month > `${year}-12` ? `${year}-12` : month;
}
