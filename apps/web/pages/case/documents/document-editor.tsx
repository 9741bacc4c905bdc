import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, type ReactNode } from 'react';
import type { CaseDetail, CaseDocument } from '#apps/api/contract.js';
import { compareDocuments, contentOf, type DocumentContent, type FormDocument } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';
import { DraftConflict, SaveButton } from '../../../form/draft-tools.js';
import { FormEditor } from '../../../form/form-editor.js';
import { useDraft } from '../../../form/use-draft.js';
import { useDialog } from '../act/knowledge.js';
import { editable, savedContent } from './use-document.js';

export interface EditorProps {
  one: CaseDetail;
  name: string;
  form: FormDocument;
  check: (content: DocumentContent) => Finding[];
  /** What the record knows already: put into the content before it is saved. */
  complete?: (content: DocumentContent) => DocumentContent;
  /** Beside 保存草稿: what fills in the form. */
  tools?: (content: DocumentContent, change: (content: DocumentContent) => void) => ReactNode;
  /** Sections the record writes itself. */
  without?: readonly string[];
}

/** A document of the case being written: rules while typing, saved every half minute, an act saves first. */
export function DocumentEditor({
  one,
  name,
  form,
  check,
  complete = (content) => content,
  tools,
  without = [],
  saved,
}: EditorProps & { saved: CaseDocument }) {
  const queries = useQueryClient();
  const { unsaved } = useDialog();
  const path = `/cases/${one.id}/documents/${name}`;
  const keep = useCallback(
    (draft: NonNullable<CaseDocument['draft']>) => {
      queries.setQueryData<CaseDocument>(['case', one.id, 'documents', name], (before) => before && { ...before, draft });
      // What can be done now depends on what was saved.
      void queries.invalidateQueries({ queryKey: ['case', one.id], exact: true });
      void queries.invalidateQueries({ queryKey: ['case', one.id, 'checks'] });
    },
    [queries, one.id, name],
  );
  const draft = useDraft(path, saved.draft, keep);
  useEffect(() => {
    unsaved.save = draft.save;
    return () => void delete unsaved.save;
  }, [unsaved, draft.save]);
  const content = editable(draft.content);
  const findings = check(content);
  const ready = findings.length === 0;
  const { save } = draft;
  // As soon as it can be handed on, so can the saved draft.
  useEffect(() => {
    if (ready) void save().catch(() => undefined);
  }, [ready, save]);
  const change = (next: DocumentContent) => draft.change(savedContent({ ...complete(next), reasons: content.reasons }));
  return (
    <>
      <DraftConflict source={path} draft={draft} compare={(from, to) => compareDocuments(form, contentOf(from), contentOf(to))} />
      <FormEditor
        form={{ ...form, sections: form.sections.filter((section) => !without.includes(section.key)) }}
        content={content}
        findings={findings}
        onChange={change}
        tools={
          <div className="tools">
            <div>{tools?.(content, change)}</div>
            <SaveButton draft={draft} />
          </div>
        }
      />
    </>
  );
}
