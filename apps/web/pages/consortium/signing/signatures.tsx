import { Alert, Flex, Progress, Table } from 'antd';
import type { ReactNode } from 'react';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import type { Member } from '#domain/consortium/data.js';
import type { SigningData } from '#domain/consortium/signing.js';
import type { FormDocument } from '#domain/form/document.js';
import { LineAct } from '../../case/act/line-act.js';
import { Versions } from '../../case/documents/document-panel.js';
import { useDocument } from '../../case/documents/use-document.js';
import { Loaded } from '../../calls/load.js';
import { ToneTag } from '../../tone-tag.js';

interface Props {
  one: CaseDetail;
  form: FormDocument;
  data: SigningData;
  /** Who signs. */
  parties: readonly Member[];
  /** What it says once all have signed. */
  done: string;
  /** What follows when the last has signed, and what a change of the text does. */
  rule: string;
  /** While there is no text to sign. */
  none: string;
  /** What a party signs beside its name: 退出声明. */
  asks?: (unitId: string) => string | undefined;
  /** Further acts on the line of a party that has not signed. */
  acts?: (line: SignatureLine) => ReactNode;
}

export interface SignatureLine {
  unitId: string;
  name: string;
  signed: boolean;
  page: boolean;
  representative?: string;
  means?: string;
  at?: number;
}

/** 签署 (B15): the text by its hash, who has signed this very text and how, who has not, and the paper to stamp. */
export function Signatures({ one, form, data, parties, done, rule, none, asks, acts }: Props) {
  const text = useDocument(one.id, 'agreement');
  const lines = linesOf(data, parties);
  const signed = lines.filter((line) => line.signed).length;
  const open = data.instrument !== undefined && one.explanation.actions.some(({ on }) => on === 'sign-agreement');
  return (
    <Flex vertical gap="middle">
      <Loaded query={text}>{(saved) => <Versions caseId={one.id} form={form} saved={saved} />}</Loaded>
      {signed === lines.length ? (
        <Alert type="success" showIcon title={done} />
      ) : data.instrument ? (
        <Alert
          type="info"
          showIcon
          title={`已签署 ${signed} 家，尚有 ${lines.length - signed} 家未签署：${lines
            .filter((line) => !line.signed)
            .map((line) => line.name)
            .join('、')}`}
          description={rule}
        />
      ) : (
        <Alert type="warning" showIcon title={none} />
      )}
      <Progress
        percent={Math.round((signed / lines.length) * 100)}
        format={() => `${signed}/${lines.length}`}
        aria-label={`已签署${signed}家，共${lines.length}家`}
      />
      <Table<SignatureLine>
        aria-label="签署情况"
        size="small"
        rowKey="unitId"
        pagination={false}
        dataSource={lines}
        columns={[
          {
            title: '单位',
            render: (_, line) => (
              <>
                {line.name}
                {asks?.(line.unitId) && <div className="quiet">{asks(line.unitId)}</div>}
              </>
            ),
          },
          { title: '状态', width: 120, render: (_, line) => <Standing line={line} /> },
          { title: '法定代表人', width: 130, render: (_, line) => line.representative || '—' },
          { title: '方式', width: 170, render: (_, line) => line.means ?? '—' },
          { title: '时间', width: 150, render: (_, line) => (line.at ? formatInstant(line.at) : '—') },
          ...(open
            ? [
                {
                  title: '操作',
                  width: 180,
                  render: (_: unknown, line: SignatureLine) =>
                    !line.signed && (
                      <>
                        <LineAct
                          on="upload-page"
                          given={{ unit: line.unitId, sha256: data.instrument!.sha256 }}
                          about={line.name}
                        />
                        {line.page && <LineAct on="verify-page" given={{ unit: line.unitId }} about={line.name} />}
                        {acts?.(line)}
                      </>
                    ),
                },
              ]
            : []),
        ]}
      />
      {open && lines.some((line) => line.page) && (
        <p className="quiet">核验签章页：打开附件中的扫描件，将页脚所载校验码与上方现行文本的校验码逐位核对后填写。</p>
      )}
    </Flex>
  );
}

function Standing({ line }: { line: SignatureLine }) {
  if (line.signed) return <ToneTag tone="passed">已签署</ToneTag>;
  return line.page ? <ToneTag tone="review">签章页待核验</ToneTag> : <ToneTag tone="returned">未签署</ToneTag>;
}

function linesOf({ signatures, pages = [], instrument }: SigningData, parties: readonly Member[]): SignatureLine[] {
  return parties.map(({ unitId, name }) => {
    const own = signatures.find((one) => one.unitId === unitId && one.sha256 === instrument?.sha256);
    const page = pages.find((one) => one.unitId === unitId);
    if (!own)
      return { unitId, name, signed: false, page: page !== undefined, ...(page ? { representative: page.representative } : {}) };
    // Without a representative's name it is no signature but the proof of an exit that the province accepted (2.6).
    const means = !own.page ? '系统签署（密码确认）' : own.representative ? '线下盖章（已核验）' : '认可退出证明';
    return { unitId, name, signed: true, page: false, representative: own.representative, means, at: own.at };
  });
}
