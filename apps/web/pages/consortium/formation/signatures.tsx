import { Alert, Flex, Progress, Table } from 'antd';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatDate, formatInstant } from '#domain/calendar/instant.js';
import type { FormationData } from '#domain/consortium/formation/data.js';
import { agreement } from '#domain/consortium/forms/agreement.js';
import { LineAct } from '../../case/act/line-act.js';
import { Versions } from '../../case/documents/document-panel.js';
import { useDocument } from '../../case/documents/use-document.js';
import { Loaded } from '../../calls/load.js';
import { ToneTag } from '../../tone-tag.js';
import { formationData } from './knowledge.js';

/** 签署 (B15): the text by its hash, who has signed this very text and how, who has not, and the paper to stamp. */
export function Signatures({ one }: { one: CaseDetail }) {
  const data = formationData(one);
  const text = useDocument(one.id, 'agreement');
  const lines = linesOf(data);
  const done = lines.filter((line) => line.signed).length;
  if (!data.members) return <Alert type="info" showIcon title="成员名单冻结后，协议文本定稿并交各单位签署。" />;
  return (
    <Flex vertical gap="middle">
      <Loaded query={text}>{(saved) => <Versions caseId={one.id} form={agreement} saved={saved} />}</Loaded>
      {data.effectiveOn ? (
        <Alert
          type="success"
          showIcon
          title={`全部 ${lines.length} 家单位已签署，协议自${formatDate(data.effectiveOn)}起生效。`}
        />
      ) : data.instrument ? (
        <Alert
          type="info"
          showIcon
          title={`已签署 ${done} 家，尚有 ${lines.length - done} 家未签署：${lines
            .filter((line) => !line.signed)
            .map((line) => line.name)
            .join('、')}`}
          description="协议文本一经修改，已有签章全部失效，须重新签署。全部单位签署后协议生效。"
        />
      ) : (
        <Alert type="warning" showIcon title="成员名单已变动，协议文本须由牵头单位修改定稿后重新签署。" />
      )}
      <Progress
        percent={Math.round((done / lines.length) * 100)}
        format={() => `${done}/${lines.length}`}
        aria-label={`已签署${done}家，共${lines.length}家`}
      />
      <Table<Line>
        aria-label="签署情况"
        size="small"
        rowKey="unitId"
        pagination={false}
        dataSource={lines}
        columns={[
          { title: '单位', dataIndex: 'name' },
          {
            title: '状态',
            width: 150,
            render: (_, line) =>
              line.signed ? (
                <ToneTag tone="passed">已签署</ToneTag>
              ) : line.page ? (
                <ToneTag tone="review">签章页待核验</ToneTag>
              ) : (
                <ToneTag tone="returned">未签署</ToneTag>
              ),
          },
          { title: '法定代表人', width: 130, render: (_, line) => line.representative ?? '—' },
          { title: '方式', width: 170, render: (_, line) => line.means ?? '—' },
          { title: '时间', width: 150, render: (_, line) => (line.at ? formatInstant(line.at) : '—') },
          ...(one.status === 'signing' && data.instrument
            ? [
                {
                  title: '操作',
                  width: 180,
                  render: (_: unknown, line: Line) =>
                    !line.signed && (
                      <>
                        <LineAct
                          on="upload-page"
                          given={{ unit: line.unitId, sha256: data.instrument!.sha256 }}
                          about={line.name}
                        />
                        {line.page && <LineAct on="verify-page" given={{ unit: line.unitId }} about={line.name} />}
                      </>
                    ),
                },
              ]
            : []),
        ]}
      />
      {lines.some((line) => line.page) && (
        <p className="quiet">核验签章页：打开附件中的扫描件，将页脚所载校验码与上方现行文本的校验码逐位核对后填写。</p>
      )}
    </Flex>
  );
}

interface Line {
  unitId: string;
  name: string;
  signed: boolean;
  page: boolean;
  representative?: string;
  means?: string;
  at?: number;
}

function linesOf({ members = [], signatures, pages = [], instrument }: FormationData): Line[] {
  return members.map(({ unitId, name }) => {
    const own = signatures.find((one) => one.unitId === unitId && one.sha256 === instrument?.sha256);
    const page = pages.find((one) => one.unitId === unitId);
    if (!own)
      return { unitId, name, signed: false, page: page !== undefined, ...(page ? { representative: page.representative } : {}) };
    const means = own.page ? '线下盖章（已核验）' : '系统签署（密码确认）';
    return { unitId, name, signed: true, page: false, representative: own.representative, means, at: own.at };
  });
}
