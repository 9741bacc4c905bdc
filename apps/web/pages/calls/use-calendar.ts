import { useQuery } from '@tanstack/react-query';
import type { PublishedYear } from '#apps/api/contract.js';
import type { WorkingCalendar } from '#domain/calendar/working-days.js';
import { api } from '../../data/client.js';

/** The published working days, to warn of a closing on a holiday (R2) and to reckon a notice (6.5). */
export function useCalendar(): WorkingCalendar | undefined {
  const { data } = useQuery({
    queryKey: ['calendar'],
    queryFn: () => api<{ years: PublishedYear[]; provisionalTasks: number }>('GET', '/calendar'),
    staleTime: 600_000,
  });
  return data && { years: Object.fromEntries(data.years.map(({ year, off, work }) => [year, { year, off, work }])) };
}
