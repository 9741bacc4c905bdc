import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal } from 'antd';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import type { FieldChange } from '#domain/form/definition.js';
import { api } from '../data/client.js';
import type { DraftState, useDraft } from './use-draft.js';
import { ChangesTable } from './changes-table.js';

type Saved = Record<string, unknown>;
type DraftOf = ReturnType<typeof useDraft>;

const words: Record<DraftState, string> = {
  saved: '已保存',
  unsaved: '有未保存的修改',
  saving: '正在保存…',
  failed: '保存失败',
  conflict: '他人已保存新内容',
};

/** 保存草稿, and how far the saving is: in words, for a button shown as busy fades below what can be read. */
export function SaveButton({ draft }: { draft: DraftOf }) {
  return (
    <Flex gap="small" align="center" className="save">
      <span role="status" className={draft.state}>
        {words[draft.state]}
        {draft.state === 'saved' && draft.savedAt && ` ${formatInstant(Date.parse(draft.savedAt)).slice(-5)}`}
      </span>
      <Button type="primary" ghost onClick={() => void draft.save().catch(() => undefined)}>
        保存草稿
      </Button>
    </Flex>
  );
}

/** Somebody saved the same draft: both contents side by side, and the choice. Nothing is lost before it is made. */
export function DraftConflict({
  source,
  draft,
  compare,
}: {
  /** Where the saved draft is read. */
  source: string;
  draft: DraftOf;
  compare: (from: Saved, to: Saved) => FieldChange[];
}) {
  const theirs = useQuery({
    queryKey: ['draft-conflict', source, draft.savedAt],
    queryFn: () => api<Pick<CaseDetail, 'draft'> & Partial<CaseDetail>>('GET', source),
    enabled: draft.state === 'conflict',
    gcTime: 0,
  });
  if (draft.state === 'failed') return <Alert type="error" showIcon title={draft.failure} style={{ marginBottom: 12 }} />;
  const saved = theirs.data?.draft;
  if (draft.state !== 'conflict' || !saved) return null;
  return (
    <Modal
      open
      closable={false}
      width={860}
      title="他人在您编辑期间保存了同一份草稿"
      footer={[
        <Button key="theirs" onClick={() => draft.adopt(saved)}>
          采用对方内容
        </Button>,
        <Button key="mine" type="primary" onClick={() => void draft.overwrite(saved).catch(() => undefined)}>
          保留我的内容
        </Button>,
      ]}
    >
      <p>
        {theirs.data?.names?.[saved.savedBy ?? ''] ?? '同事'}于 {formatInstant(Date.parse(saved.savedAt))}{' '}
        保存。您的修改尚未提交，请选择保留哪一份。
      </p>
      <ChangesTable label="两份草稿的差异" changes={compare(saved.content, draft.content)} from="对方已保存" to="我的内容" />
    </Modal>
  );
}
