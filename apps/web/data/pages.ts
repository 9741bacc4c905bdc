import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Page } from '#apps/api/contract.js';
import { api } from './client.js';

export type Filter = Record<string, string>;

/** A list read page by page; `path` with the filter is its key. Not read again on focus: some looks are written to the audit log. */
export function usePages<T>(path: string, filter: Filter) {
  const query = useInfiniteQuery({
    queryKey: [path, filter],
    queryFn: ({ pageParam }) => api<Page<T>>('GET', `${path}?${search({ ...filter, cursor: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  return { ...query, rows, total: query.data?.pages[0]?.total ?? 0 };
}

export type Pages<T> = ReturnType<typeof usePages<T>>;

/** Filters live in the address: they survive Back, and a link carries them. An empty value is no filter. */
export function useUrlFilter(): [Filter, (change: Filter) => void] {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => Object.fromEntries(params), [params]);
  const change = (values: Filter) => setParams(search({ ...filter, ...values }), { replace: true });
  return [filter, change];
}

export function search(values: Filter): string {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== '')).toString();
}
