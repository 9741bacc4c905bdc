import { useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useCallback, useEffect } from 'react';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import { projectForm } from '#domain/key-project/form.js';
import { FormEditor, openFindings } from '../../../form/form-editor.js';
import { useDraft } from '../../../form/use-draft.js';
import { useDialog } from '../act/knowledge.js';
import type { PanelProps } from '../panels.js';
import { changesOf, contentOfProject, savedProject } from './content.js';
import { DraftConflict, SaveButton } from '../../../form/draft-tools.js';
import { FillFrom } from './fill-from.js';
import { projectData, useFindings } from './knowledge.js';
import { ProjectReturn } from './last-return.js';

/** The applicant fills the form: rules while typing, saved every half minute, an act saves first. */
export function ProjectForm({ one, me }: PanelProps) {
  const queries = useQueryClient();
  const { unsaved } = useDialog();
  const { year, returnedSections } = projectData(one);
  const keep = useCallback(
    (draft: NonNullable<CaseDetail['draft']>) => {
      queries.setQueryData<CaseDetail>(['case', one.id], (before) => before && { ...before, draft });
      // What can be done now depends on what was saved.
      void queries.invalidateQueries({ queryKey: ['case', one.id], exact: true });
    },
    [queries, one.id],
  );
  const draft = useDraft(`/cases/${one.id}/draft`, one.draft, keep);
  const check = useFindings(one, me);
  const content = contentOfProject(draft.content);
  useEffect(() => {
    unsaved.save = draft.save;
    return () => void delete unsaved.save;
  }, [unsaved, draft.save]);
  const findings = check(draft.content);
  const complete = openFindings(findings, content.reasons).length === 0;
  const { save } = draft;
  // As soon as the form can be submitted, so can the saved draft.
  useEffect(() => {
    if (complete) void save().catch(() => undefined);
  }, [complete, save]);
  const closing = one.forecast.find((item) => item.name === (one.status === 'returned' ? 'fix-by' : 'owner-closing'));
  return (
    <>
      {one.status === 'returned' && <ProjectReturn one={one} />}
      {closing && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={`${closing.label}：${formatDeadline(closing.at)}。截止后系统不再受理，请提前提交。`}
        />
      )}
      <DraftConflict source={`/cases/${one.id}`} draft={draft} compare={(from, to) => changesOf(year, from, to)} />
      <FormEditor
        form={projectForm(year)}
        content={content}
        findings={findings}
        asked={one.status === 'returned' ? (returnedSections ?? []) : []}
        onChange={(next) => draft.change(savedProject(next))}
        tools={
          <div className="tools">
            <FillFrom one={one} content={draft.content} onFill={draft.change} />
            <SaveButton draft={draft} />
          </div>
        }
      />
    </>
  );
}
