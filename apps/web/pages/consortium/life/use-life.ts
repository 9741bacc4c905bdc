import { useQuery } from '@tanstack/react-query';
import type { CaseDetail, ChildProcess, LifeChild } from '#apps/api/contract.js';
import { addDays, localDate, startOfDay } from '#domain/calendar/instant.js';
import type { ConsortiumData } from '#domain/consortium/life/data.js';
import { api } from '../../../data/client.js';

export const consortiumData = (one: CaseDetail) => one.data as unknown as ConsortiumData;

/** Whatever lives or lived under a consortium, oldest first. */
export const useLife = (consortiumId: string) =>
  useQuery({
    queryKey: ['case', consortiumId, 'life'],
    queryFn: () => api<LifeChild[]>('GET', `/consortia/${consortiumId}/life`),
  });

/** Those of one process, the newest first. */
export const ofProcess = <P extends ChildProcess>(life: readonly LifeChild[], process: P): LifeChild<P>[] =>
  life.filter((child): child is LifeChild<P> => child.process === process).toReversed();

const DAY_MS = 86_400_000;
/** Whole days until a day has passed: 0 on the day itself. */
export const daysLeft = (until: string, now: number): number =>
  Math.round((startOfDay(until) - startOfDay(localDate(now))) / DAY_MS);

/** How much of the term has passed, in percent. */
export function termPassed({ startsOn, endsOn }: Pick<ConsortiumData, 'startsOn' | 'endsOn'>, now: number): number {
  const [from, to] = [startOfDay(startsOn), startOfDay(addDays(endsOn, 1))];
  return Math.round(Math.min(1, Math.max(0, (now - from) / (to - from))) * 100);
}

export const labelOf = (options: readonly { value: string; label: string }[], value: string | undefined): string =>
  options.find((option) => option.value === value)?.label ?? value ?? '—';
