import { useQuery } from '@tanstack/react-query';
import type { CaseRow, Page } from '#apps/api/contract.js';
import { api } from '../../data/client.js';

/** The cases of one process under a case, newest change first; nothing is asked while the parent is not known. */
export const useChildren = (parentId: string | undefined, process: string) =>
  useQuery({
    queryKey: ['/cases', { parentId, process }],
    queryFn: () => api<Page<CaseRow>>('GET', `/cases?parentId=${parentId}&process=${process}&limit=200`),
    select: ({ rows }) => rows,
    enabled: parentId !== undefined,
  });
