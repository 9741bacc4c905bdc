import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Modal, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ClaimLine, ClaimOffer } from '#apps/api/contract.js';
import { claimSheet } from '#domain/subsidy/sheet.js';
import { download, upload } from '../../../data/files.js';
import { search } from '../../../data/pages.js';
import { ChooseWorkbook } from '../../../form/choose-workbook.js';
import { BadCells } from '../../applicant/bad-cells.js';
import { ToneTag } from '../../tone-tag.js';

interface Props {
  call: ClaimOffer;
  measure: ClaimOffer['measures'][number];
  recommenderId: string | undefined;
  close: () => void;
}

const outcomes = {
  new: { tone: 'passed', label: '可导入' },
  present: { tone: 'ended', label: '已存在' },
  refused: { tone: 'refused', label: '不能导入' },
} as const;

/** 批量导入: what the list would bring, line by line; then drafts, each contract once however often the file is sent. */
export function ImportClaims({ call, measure, recommenderId, close }: Props) {
  const queries = useQueryClient();
  const [file, setFile] = useState<File>();
  const of = (path: string) =>
    `/claim-calls/${call.callId}/${path}?${search({ measure: measure.code, ...(measure.needsRecommender && recommenderId ? { recommenderId } : {}) })}`;
  const preview = useMutation({ mutationFn: (chosen: File) => upload<ClaimLine[]>(of('import/preview'), chosen) });
  const bring = useMutation({
    mutationFn: (chosen: File) => upload<ClaimLine[]>(of('import'), chosen),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['/cases'] }),
  });
  const choose = (chosen: File) => {
    setFile(chosen);
    bring.reset();
    preview.mutate(chosen);
  };
  const sheet = claimSheet(measure.code);
  const inPeriods = sheet.each === 'claim' && sheet.columns.some(({ key }) => key === 'rate');
  const lines = bring.data ?? preview.data;
  const fresh = lines?.filter(({ outcome }) => outcome === 'new').length ?? 0;
  const fault = preview.error ?? bring.error;
  return (
    <Modal title={`批量导入：${measure.label}`} open onCancel={close} footer={null} width={900}>
      <p>
        请下载
        <Button
          type="link"
          style={{ padding: '0 4px' }}
          onClick={() => void download(`/claims/template.xlsx?measure=${measure.code}`)}
        >
          申报清单模板
        </Button>
        填写，{sheet.each === 'line' ? '整张清单合为一份年度申报。' : '每行一份申报。'}
        {inPeriods && '利率分段计息的，导入后在草稿中补充其余时段。'}
        先核对预览，再导入为草稿；有一处不能识别则全部不导入，已有的申报不受影响。
      </p>
      <Flex gap="small" align="center" style={{ marginBottom: 12 }}>
        <ChooseWorkbook label="选择已填写的申报清单" busy={preview.isPending} onFile={choose}>
          选择文件
        </ChooseWorkbook>
        <span>{file?.name}</span>
      </Flex>
      {fault && <BadCells error={fault} />}
      {bring.data && (
        <Alert
          type="success"
          showIcon
          style={{ marginBottom: 12 }}
          title={fresh > 0 ? `已导入 ${fresh} 份草稿，请逐份上传证明材料、勾选承诺后提交。` : '没有新的申报，未作任何改动。'}
          action={<Button onClick={close}>完成</Button>}
        />
      )}
      {lines && !fault && <Lines lines={lines} />}
      {lines && !fault && !bring.data && (
        <Flex gap="small" align="center" style={{ marginTop: 12 }}>
          <Button type="primary" disabled={fresh === 0} loading={bring.isPending} onClick={() => file && bring.mutate(file)}>
            导入 {fresh} 份草稿
          </Button>
          <Button onClick={close}>取消</Button>
          {fresh === 0 && <span className="quiet">清单中没有可导入的新申报。</span>}
        </Flex>
      )}
    </Modal>
  );
}

function Lines({ lines }: { lines: ClaimLine[] }) {
  return (
    <Table<ClaimLine>
      aria-label="导入预览"
      size="small"
      rowKey="row"
      pagination={{ pageSize: 20, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 行` }}
      dataSource={lines}
      columns={[
        { title: '行号', width: 80, render: (_, { row }) => `第${row}行` },
        {
          title: '事项',
          width: 260,
          render: (_, { label, caseId }) => (caseId ? <Link to={`/cases/${caseId}`}>{label}</Link> : label),
        },
        {
          title: '检查',
          width: 110,
          render: (_, { outcome }) => <ToneTag tone={outcomes[outcome].tone}>{outcomes[outcome].label}</ToneTag>,
        },
        { title: '说明', render: (_, { message }) => message ?? '' },
      ]}
    />
  );
}
