import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal, Popconfirm, Select, Table } from 'antd';
import { useRef, useState } from 'react';
import type { AttachmentRow } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { ACCEPTED, download, megabytes, upload } from '../../data/files.js';

/** Purposes nobody chooses here. */
const kept: Record<string, string> = { workbook: '手填Excel', objection: '异议材料' };

interface Props {
  caseId: string;
  purposes: readonly { value: string; label: string }[];
  mayAdd: boolean;
  /** While there are none. */
  empty?: string;
}

export const useAttachments = (caseId: string) =>
  useQuery({
    queryKey: ['case', caseId, 'attachments'],
    queryFn: () => api<AttachmentRow[]>('GET', `/cases/${caseId}/attachments`),
  });

/** 附件: up, down, looked at and removed; what cannot be taken is refused by name (6.12). */
export function Attachments({ caseId, purposes, mayAdd, empty }: Props) {
  const files = useAttachments(caseId);
  const queries = useQueryClient();
  const [seen, setSeen] = useState<AttachmentRow>();
  const reload = () => queries.invalidateQueries({ queryKey: ['case', caseId, 'attachments'] });
  const remove = useMutation({ mutationFn: (id: string) => api('DELETE', `/attachments/${id}`), onSuccess: reload });
  const fetchFile = useMutation({ mutationFn: (id: string) => download(`/attachments/${id}`) });
  const fault = files.error ?? remove.error ?? fetchFile.error;
  const purposeOf = (value: string) => kept[value] ?? purposes.find((purpose) => purpose.value === value)?.label ?? value;
  const view = (row: AttachmentRow) =>
    row.mediaType.startsWith('image/') ? setSeen(row) : window.open(`/api/attachments/${row.id}?inline`, '_blank', 'noopener');
  return (
    <>
      {mayAdd && <Uploader caseId={caseId} purposes={purposes} done={reload} />}
      {fault && <Alert type="error" showIcon title={fault.message} style={{ marginBottom: 8 }} />}
      <Table<AttachmentRow>
        aria-label="附件"
        size="small"
        rowKey="id"
        loading={files.isPending}
        dataSource={files.data ?? []}
        pagination={false}
        locale={{ emptyText: empty ?? (mayAdd ? '尚未上传附件。备案、用地、环评、规划等批复文件请在此上传。' : '没有附件。') }}
        columns={[
          { title: '类别', render: (_, row) => purposeOf(row.purpose), width: 110 },
          { title: '文件', dataIndex: 'fileName' },
          { title: '大小', render: (_, row) => megabytes(row.size), width: 90 },
          {
            title: '上传',
            render: (_, row) => `${row.uploadedBy} ${formatInstant(Date.parse(row.uploadedAt))}`,
            width: 220,
          },
          {
            title: '操作',
            width: 170,
            render: (_, row) => (
              <Flex gap={0}>
                {/^(image\/(png|jpeg|gif|bmp)|application\/pdf)$/.test(row.mediaType) && (
                  <Button type="link" size="small" aria-label={`预览 ${row.fileName}`} onClick={() => view(row)}>
                    预览
                  </Button>
                )}
                <Button type="link" size="small" aria-label={`下载 ${row.fileName}`} onClick={() => fetchFile.mutate(row.id)}>
                  下载
                </Button>
                {row.removable && (
                  <Popconfirm title={`删除“${row.fileName}”？`} okText="删除" onConfirm={() => remove.mutate(row.id)}>
                    <Button type="link" size="small" danger aria-label={`删除 ${row.fileName}`}>
                      删除
                    </Button>
                  </Popconfirm>
                )}
              </Flex>
            ),
          },
        ]}
      />
      <Modal title={seen?.fileName} open={seen !== undefined} onCancel={() => setSeen(undefined)} footer={null} width={900}>
        {seen && <img src={`/api/attachments/${seen.id}?inline`} alt={seen.fileName} style={{ maxWidth: '100%' }} />}
      </Modal>
    </>
  );
}

function Uploader({ caseId, purposes, done }: { caseId: string; purposes: Props['purposes']; done: () => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  const [purpose, setPurpose] = useState(purposes[0]!.value);
  const [refused, setRefused] = useState<string[]>([]);
  const send = useMutation({
    mutationFn: async (files: File[]) => {
      const faults: string[] = [];
      for (const file of files)
        await upload(`/cases/${caseId}/attachments?id=${crypto.randomUUID()}&purpose=${purpose}`, file).catch((error: Error) =>
          faults.push(error.message.includes(file.name) ? error.message : `“${file.name}”：${error.message}`),
        );
      return faults;
    },
    onSuccess: (faults) => {
      setRefused(faults);
      if (input.current) input.current.value = '';
      return done();
    },
  });
  return (
    <>
      <Flex gap="small" align="center" wrap style={{ marginBottom: 8 }}>
        <Select
          aria-label="附件类别"
          style={{ width: 150 }}
          value={purpose}
          options={purposes.map((one) => ({ ...one }))}
          onChange={setPurpose}
        />
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPTED}
          aria-label="选择附件"
          className="visually-hidden"
          onChange={(event) => send.mutate([...(event.target.files ?? [])])}
        />
        <Button type="primary" ghost loading={send.isPending} onClick={() => input.current?.click()}>
          上传附件
        </Button>
        <span className="hint">PDF、Word、Excel、图片、OFD，单个不超过 50MB</span>
      </Flex>
      {refused.map((text) => (
        <Alert key={text} type="error" showIcon title={text} style={{ marginBottom: 8 }} />
      ))}
    </>
  );
}
