import { Alert, Table } from 'antd';
import type { ReactNode } from 'react';
import type { Assessment, CapCut, TraceStep } from '#domain/subsidy/assessment.js';
import { clauseTexts } from '#domain/subsidy/clauses.js';
import { traceLines } from '#domain/subsidy/trace.js';
import { toChineseUppercase } from '#domain/money/uppercase.js';
import { wan } from '../payments/labels.js';
import { CapBar } from './cap-bar.js';
import './subsidies.css';

interface Props {
  assessment: Assessment;
  /** What the result is called: 核定金额 of a claim, 预计补助 of an estimate. */
  result?: string;
  /** Below each limit: where its use may be supposed. */
  suppose?: (cap: CapCut) => ReactNode;
}

/** 核算过程: clause, inputs, formula, rounding, and what the caps left of it, in the words of the regulation. */
export function Trace({ assessment, result = '核定金额', suppose }: Props) {
  const { roundedFen, caps, awardFen, lapsesFen } = assessment;
  return (
    <div className="trace">
      <Table<TraceStep>
        aria-label="核算过程"
        size="small"
        rowKey={(line) => `${line.clause}/${line.label}/${line.formula}/${line.value}`}
        pagination={false}
        dataSource={traceLines(assessment)}
        columns={[
          { title: '依据', width: 330, render: (_, { clause }) => <Clause clause={clause} /> },
          { title: '项目', dataIndex: 'label', width: 220 },
          { title: '算式', dataIndex: 'formula' },
          { title: '结果（万元）', dataIndex: 'value', align: 'right', width: 120 },
        ]}
        summary={() => (
          <Table.Summary.Row className="award">
            <Table.Summary.Cell index={0} colSpan={2}>
              <strong>{result}</strong>
              {BigInt(lapsesFen) > 0n && (
                <div className="lapses">超出限额的 {wan(lapsesFen)} 万元不再补助，也不结转以后年度（R11）</div>
              )}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={2} colSpan={2} align="right">
              <strong className="amount">{wan(awardFen)} 万元</strong>
              <div className="quiet">{toChineseUppercase(BigInt(awardFen))}</div>
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )}
      />
      {caps.length > 0 && <h3>限额</h3>}
      {caps.map((cap) => (
        <CapBar key={cap.key} cap={cap} awardFen={awardFen} roundedFen={roundedFen}>
          {suppose?.(cap)}
        </CapBar>
      ))}
    </div>
  );
}

/** Where the clause stands, its number, and what it says in brief. */
function Clause({ clause }: { clause: string }) {
  const words = clauseTexts[clause];
  if (!words) return clause;
  return (
    <>
      {words.article} <span className="quiet">{clause}</span>
      <div className="quiet">{words.text}</div>
    </>
  );
}

/** Before the award is reckoned. */
export const NotReckoned = () => <Alert type="info" showIcon title="受理后由系统按条款核算，核算过程在此逐步列出。" />;
