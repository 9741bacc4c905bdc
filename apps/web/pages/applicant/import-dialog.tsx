import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal, Table } from 'antd';
import { useState } from 'react';
import type { Application, Imported, ImportPreview, OpenCall } from '#apps/api/contract.js';
import { localDate } from '#domain/calendar/instant.js';
import { fieldsOf } from '#domain/form/definition.js';
import { projectForm, projectTypes } from '#domain/key-project/form.js';
import { checkProjectForm, defaultParameters } from '#domain/key-project/rules.js';
import { regionName } from '#domain/organisation/regions.js';
import { upload } from '../../data/files.js';
import { ChooseWorkbook } from '../../form/choose-workbook.js';
import { FormSheet } from '../../form/form-sheet.js';
import { BadCells } from './bad-cells.js';
import { ToneTag } from '../tone-tag.js';

type Row = ImportPreview['projects'][number];

interface Props {
  call: OpenCall;
  own: readonly Application[];
  /** Business time. */
  now: number;
  close: () => void;
}

/** 导入Excel (A17): what the file would bring, row by row with its findings; then all drafts or none. */
export function ImportDialog({ call, own, now, close }: Props) {
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  // One id for one file: pressed again, the same drafts.
  const [id, setId] = useState(() => crypto.randomUUID());
  const preview = useMutation({
    mutationFn: (chosen: File) => upload<ImportPreview>(`/calls/${call.id}/import/preview`, chosen),
  });
  const bring = useMutation({
    mutationFn: (chosen: File) => upload<Imported>(`/calls/${call.id}/import?id=${id}`, chosen),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['applications'] });
    },
  });
  const choose = (chosen: File) => {
    setFile(chosen);
    setId(crypto.randomUUID());
    bring.reset();
    preview.mutate(chosen);
  };
  const rows = preview.data?.projects ?? [];
  const fault = preview.error ?? bring.error;
  return (
    <Modal title="导入Excel" open onCancel={close} footer={null} width={960}>
      <p>请使用系统下载的模板填写，每行一个项目。先核对预览，再导入为草稿；有一处不能识别则全部不导入。已提交的项目不受影响。</p>
      <Flex gap="small" align="center" style={{ marginBottom: 12 }}>
        <ChooseWorkbook label="选择已填写的Excel" busy={preview.isPending} onFile={choose}>
          选择文件
        </ChooseWorkbook>
        <span>{file?.name}</span>
      </Flex>
      {fault && <BadCells error={fault} />}
      {rows.length > 0 && !bring.data && (
        <>
          <Preview call={call} rows={rows} own={own} now={now} />
          <Flex gap="small" style={{ marginTop: 12 }}>
            <Button type="primary" loading={bring.isPending} onClick={() => file && bring.mutate(file)}>
              导入 {rows.length} 个草稿
            </Button>
            <Button onClick={close}>取消</Button>
          </Flex>
        </>
      )}
      {bring.data && (
        <Alert
          type="success"
          showIcon
          title={`已导入 ${bring.data.projects.length} 个草稿，请逐个核对、补充附件后提交。`}
          action={<Button onClick={close}>完成</Button>}
        />
      )}
    </Modal>
  );
}

function Preview({ call, rows, own, now }: { call: OpenCall; rows: Row[]; own: readonly Application[]; now: number }) {
  const form = projectForm(call.year);
  const parameters = { ...defaultParameters(call.year), preworkBefore: call.preworkBefore };
  const today = localDate(now);
  const twin = (row: Row) => own.find((other) => other.title === row.form.name && other.status !== 'withdrawn');
  return (
    <Table<Row>
      aria-label="导入预览"
      size="small"
      rowKey="address"
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      dataSource={rows}
      expandable={{
        expandedRowRender: (row) => (
          <FormSheet
            form={form}
            content={{ fields: row.form, tables: {}, reasons: {} }}
            findings={checkProjectForm(row.form, { call: parameters, today }).filter((finding) =>
              fieldsOf(form).some((field) => field.key === finding.field),
            )}
          />
        ),
      }}
      columns={[
        { title: '单元格', dataIndex: 'address', width: 90 },
        { title: '项目名称', render: (_, row) => String(row.form.name) },
        { title: '类型', width: 90, render: (_, row) => projectTypes.find((type) => type.value === row.type)?.label },
        { title: '建设地点', width: 120, render: (_, row) => regionName(String(row.form.county)) },
        {
          title: '检查',
          width: 220,
          render: (_, row) => {
            const count = checkProjectForm(row.form, { call: parameters, today }).length;
            const same = twin(row);
            return (
              <>
                {count ? <ToneTag tone="returned">{count} 处待补充或说明</ToneTag> : <ToneTag tone="passed">符合条件</ToneTag>}
                {same && <ToneTag tone="refused">已有同名申报（{same.label}）</ToneTag>}
              </>
            );
          },
        },
      ]}
    />
  );
}
