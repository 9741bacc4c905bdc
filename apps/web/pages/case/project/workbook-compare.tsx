import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Table } from 'antd';
import type { CaseDetail, Compared } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../../data/client.js';
import { download, upload } from '../../../data/files.js';
import { ChooseWorkbook } from '../../../form/choose-workbook.js';
import { BadCells } from '../../applicant/bad-cells.js';
import { projectData } from './knowledge.js';

type Difference = NonNullable<Compared['comparison']>['differences'][number];

/** Excel and paper beside the record: template, official workbook, printed form; and a hand-filled one compared cell by cell (A14). */
export function WorkbookCompare({ one, mayUpload }: { one: CaseDetail; mayUpload: boolean }) {
  const { callId, type } = projectData(one);
  const queries = useQueryClient();
  const compared = useQuery({
    queryKey: ['case', one.id, 'workbook'],
    queryFn: () => api<Compared>('GET', `/cases/${one.id}/workbook`),
  });
  const fetchFile = useMutation({ mutationFn: download });
  const send = useMutation({
    mutationFn: (file: File) => upload<Compared>(`/cases/${one.id}/workbook?id=${crypto.randomUUID()}`, file),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['case', one.id] }),
  });
  const comparison = compared.data?.comparison;
  return (
    <Flex vertical gap="middle">
      <Card size="small" title="下载与打印">
        <Flex gap="small" wrap>
          <Button onClick={() => fetchFile.mutate(`/cases/${one.id}/print.docx`)}>打印申报表（Word）</Button>
          <Button onClick={() => fetchFile.mutate(`/cases/${one.id}/workbook.xlsx`)}>本项目Excel（系统生成）</Button>
          <Button onClick={() => fetchFile.mutate(`/calls/${callId}/template.xlsx?type=${type}`)}>空白Excel模板</Button>
          <Button onClick={() => fetchFile.mutate(`/cases/${one.id}/export`)}>完整记录（压缩包）</Button>
        </Flex>
        <p className="quiet">系统生成的Excel与线上信息一致，无需比对；纸质件页脚的校验码可与线上版本核对。</p>
        {fetchFile.error && <Alert type="error" showIcon title={fetchFile.error.message} />}
      </Card>
      <Card size="small" title="线上与手填Excel比对（A14）">
        {mayUpload && (
          <Flex gap="small" align="center" style={{ marginBottom: 8 }}>
            <ChooseWorkbook label="选择手填Excel" busy={send.isPending} onFile={send.mutate}>
              上传手填Excel比对
            </ChooseWorkbook>
            <span className="hint">逐格比对；有差异时不能推荐和报送，更正任意一方即可</span>
          </Flex>
        )}
        {send.error && <BadCells error={send.error} />}
        {comparison ? <Comparison comparison={comparison} /> : <p className="quiet">没有收到手填的Excel，无需比对。</p>}
      </Card>
    </Flex>
  );
}

function Comparison({ comparison }: { comparison: NonNullable<Compared['comparison']> }) {
  const { differences, fileName, readAt } = comparison;
  const source = `${fileName}，${formatInstant(Date.parse(readAt))}收到`;
  if (differences.length === 0) return <Alert type="success" showIcon title={`逐格比对一致（${source}）`} />;
  return (
    <>
      <Alert type="error" showIcon title={`有 ${differences.length} 处不一致（${source}）`} style={{ marginBottom: 8 }} />
      <Table<Difference>
        aria-label="比对差异"
        size="small"
        rowKey="address"
        pagination={false}
        dataSource={differences}
        columns={[
          { title: '单元格', dataIndex: 'address', width: 100 },
          { title: '项目', dataIndex: 'label' },
          { title: 'Excel', dataIndex: 'excel', render: (text: string) => text || '（空）' },
          { title: '线上', dataIndex: 'online', render: (text: string) => text || '（空）' },
        ]}
      />
    </>
  );
}
