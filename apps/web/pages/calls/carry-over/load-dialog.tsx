import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Modal, Table } from 'antd';
import { useState } from 'react';
import type { Acted, CarryOverItem, CaseDetail } from '#apps/api/contract.js';
import { carryOverColumns } from '#domain/call/carry-over.js';
import { projectTypes } from '#domain/key-project/form.js';
import { regionName } from '#domain/organisation/regions.js';
import { api } from '../../../data/client.js';
import { download, upload } from '../../../data/files.js';
import { ChooseWorkbook } from '../../../form/choose-workbook.js';
import { BadCells } from '../../applicant/bad-cells.js';
import { ToneTag } from '../../tone-tag.js';

type Row = Record<string, string>;

interface Props {
  one: CaseDetail;
  year: number;
  present: CarryOverItem[];
  close: () => void;
}

/** 导入清单 (A23): an Excel of last year's projects, read and shown line by line, then loaded all or none. */
export function LoadDialog({ one, year, present, close }: Props) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [id] = useState(() => crypto.randomUUID());
  const preview = useMutation({ mutationFn: (file: File) => upload<Row[]>(`/calls/${one.id}/carry-over/preview`, file) });
  const load = useMutation({
    mutationFn: (rows: Row[]) => api<Acted>('POST', `/cases/${one.id}/acts`, { id, on: 'load-carry-over', payload: { rows } }),
    onSuccess: (_, rows) => {
      void message.success(`已导入 ${rows.length} 个结转项目`);
      close();
      return queries.invalidateQueries();
    },
  });
  const rows = preview.data ?? [];
  const known = (row: Row) =>
    present.some(
      (item) =>
        (row.priorNumber && item.priorNumber === row.priorNumber) || (item.title === row.title && item.unitName === row.unitName),
    );
  const fresh = rows.filter((row) => !known(row));
  const fault = preview.error ?? load.error;
  return (
    <Modal title={`导入${year - 1}年“3个100”结转项目`} open onCancel={close} footer={null} width={960}>
      <p>
        系统内上年列入计划且未竣工的项目，批次发布时自动载入，无需导入。系统外的项目请按
        <Button
          type="link"
          style={{ padding: '0 4px' }}
          onClick={() => void download(`/calls/${one.id}/carry-over.xlsx?template=1`)}
        >
          清单模板
        </Button>
        填写后上传：有一处不能识别则全部不导入；已在清单中的项目不会重复。
      </p>
      <Flex gap="small" align="center" style={{ marginBottom: 12 }}>
        <ChooseWorkbook label="选择结转项目清单" busy={preview.isPending} onFile={preview.mutate}>
          选择Excel文件
        </ChooseWorkbook>
      </Flex>
      {fault && <BadCells error={fault} />}
      {rows.length > 0 && (
        <>
          <Table<Row>
            aria-label="导入预览"
            size="small"
            rowKey={(row) => `${row.priorNumber} ${row.title} ${row.unitName} ${row.county}`}
            dataSource={rows}
            pagination={{ pageSize: 10, hideOnSinglePage: true }}
            columns={[
              ...carryOverColumns.map(({ value, label }) => ({
                title: value === 'county' ? label.replace('代码', '') : label,
                render: (_: unknown, row: Row) => shown(value, row[value]),
              })),
              { title: '', render: (_: unknown, row: Row) => known(row) && <ToneTag tone="ended">已在清单中</ToneTag> },
            ]}
          />
          <Flex gap="small" style={{ marginTop: 12 }}>
            <Button type="primary" disabled={fresh.length === 0} loading={load.isPending} onClick={() => load.mutate(fresh)}>
              导入 {fresh.length} 个项目
            </Button>
            <Button onClick={close}>取消</Button>
          </Flex>
          {fresh.length === 0 && (
            <Alert type="info" showIcon style={{ marginTop: 12 }} title="文件中的项目均已在清单中，无需再导入。" />
          )}
        </>
      )}
    </Modal>
  );
}

function shown(column: string, value: string | undefined): string {
  if (!value) return '—';
  if (column === 'county') return regionName(value) ?? value;
  if (column === 'type') return projectTypes.find((type) => type.value === value)?.label ?? value;
  return value;
}
