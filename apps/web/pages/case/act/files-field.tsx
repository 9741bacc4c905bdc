import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Tag } from 'antd';
import { useRef, useState } from 'react';
import type { AttachmentRow } from '#apps/api/contract.js';
import { ACCEPTED, megabytes, upload } from '../../../data/files.js';

/** 文件: uploaded to the case at once; the act names their ids. */
export function FilesField({
  id,
  label,
  caseId,
  purpose,
  value = [],
  onChange,
}: {
  id?: string;
  label: string;
  caseId: string;
  purpose: string;
  value?: string[];
  onChange?: (ids: string[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const [sent, setSent] = useState<AttachmentRow[]>([]);
  const send = useMutation({
    mutationFn: async (files: File[]) => {
      const rows: AttachmentRow[] = [];
      for (const file of files)
        rows.push(await upload(`/cases/${caseId}/attachments?id=${crypto.randomUUID()}&purpose=${purpose}`, file));
      return rows;
    },
    onSuccess: (rows) => {
      setSent((before) => [...before, ...rows]);
      onChange?.([...value, ...rows.map((row) => row.id)]);
      return queries.invalidateQueries({ queryKey: ['case', caseId, 'attachments'] });
    },
  });
  return (
    <div>
      <input
        ref={input}
        {...(id ? { id } : {})}
        type="file"
        multiple
        accept={purpose === 'photo' ? 'image/*' : ACCEPTED}
        aria-label={label}
        className="visually-hidden"
        onChange={(event) => send.mutate([...(event.target.files ?? [])])}
      />
      <Button loading={send.isPending} onClick={() => input.current?.click()}>
        选择文件
      </Button>{' '}
      {sent
        .filter((row) => value.includes(row.id))
        .map((row) => (
          <Tag key={row.id} closable onClose={() => onChange?.(value.filter((one) => one !== row.id))}>
            {row.fileName}（{megabytes(row.size)}）
          </Tag>
        ))}
      {send.error && <Alert type="error" showIcon title={send.error.message} style={{ marginTop: 8 }} />}
    </div>
  );
}
