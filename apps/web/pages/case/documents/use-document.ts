import { useQuery } from '@tanstack/react-query';
import type { CaseDocument } from '#apps/api/contract.js';
import { contentOf } from '#domain/form/document.js';
import { api } from '../../../data/client.js';
import type { Content } from '../../../form/shown-form.js';

/** A document of the case by name: frozen versions, and the draft of whoever may see it. */
export const useDocument = (caseId: string, name: string) =>
  useQuery({
    queryKey: ['case', caseId, 'documents', name],
    queryFn: () => api<CaseDocument>('GET', `/cases/${caseId}/documents/${name}`),
  });

/** What was saved as the form's editor takes it. */
export function editable(saved: Record<string, unknown> | undefined): Content {
  const reasons = (saved?.reasons ?? {}) as Record<string, string>;
  return { ...contentOf(saved), reasons };
}

export const savedContent = ({ fields, tables, reasons }: Content): Record<string, unknown> => ({
  fields,
  tables,
  ...(Object.keys(reasons).length > 0 ? { reasons } : {}),
});
