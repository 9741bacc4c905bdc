import { Alert, Progress, Table, Tag } from 'antd';
import type { Assessment, CapCut, TraceStep } from '#domain/subsidy/assessment.js';
import { wan } from '../payments/labels.js';
import './subsidies.css';

const roundings: Record<string, string> = { 'half-up': '四舍五入到0.01万元', down: '舍去0.01万元以下' };

/** 核算过程: clause, formula, rounding, and what the caps left of it, in the words of the regulation. */
export function Trace({ assessment }: { assessment: Assessment }) {
  const { steps, raw, rounding, why, roundedFen, caps, awardFen, lapsesFen, lowered } = assessment;
  const lines: TraceStep[] = [
    ...steps,
    {
      clause: '4',
      label: '计算结果',
      formula: `${roundings[rounding] ?? rounding}${why ? `（${why}）` : ''}`,
      value: `${raw} → ${wan(roundedFen)} 万元`,
    },
    ...(lowered
      ? [{ clause: '2.9', label: '经办人调整', formula: lowered.reason || '—', value: `${wan(lowered.fen)} 万元` }]
      : []),
    ...caps
      .filter(({ cut }) => cut)
      .map((cap) => ({
        clause: cap.clause,
        label: cap.label,
        formula: '超过剩余额度，按剩余额度核定',
        value: `${wan(cap.leftFen)} 万元`,
      })),
  ];
  return (
    <>
      <Table<TraceStep>
        aria-label="核算过程"
        size="small"
        rowKey={(line) => `${line.clause}/${line.label}/${line.value}`}
        pagination={false}
        dataSource={lines}
        columns={[
          { title: '条款', dataIndex: 'clause', width: 80 },
          { title: '项目', dataIndex: 'label', width: 220 },
          { title: '算式', dataIndex: 'formula' },
          { title: '结果', dataIndex: 'value', align: 'right', width: 220 },
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0} colSpan={3}>
              <strong>核定金额</strong>
              {BigInt(lapsesFen) > 0n && (
                <span className="quiet"> 超出限额的 {wan(lapsesFen)} 万元不再补助，也不结转以后年度（R11）</span>
              )}
            </Table.Summary.Cell>
            <Table.Summary.Cell index={3} align="right">
              <strong>{wan(awardFen)} 万元</strong>
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )}
      />
      {caps.map((cap) => (
        <CapBar key={cap.key} cap={cap} awardFen={awardFen} />
      ))}
    </>
  );
}

/** One limit: what others have used and reserved of it before this award, and what this award takes. */
function CapBar({ cap, awardFen }: { cap: CapCut; awardFen: string }) {
  const share = (fen: string | bigint) => Number((BigInt(fen) * 1000n) / (BigInt(cap.limitFen) || 1n)) / 10;
  const before = BigInt(cap.usedFen) + BigInt(cap.reservedFen);
  return (
    <div className="cap-bar">
      <div>
        <Tag>{cap.clause}</Tag>
        {cap.label}：限额 {wan(cap.limitFen)}，已核定 {wan(cap.usedFen)}，已预留 {wan(cap.reservedFen)}，本次 {wan(awardFen)} 万元
      </div>
      <Progress
        aria-label={`${cap.label}已用比例`}
        percent={share(before + BigInt(awardFen))}
        success={{ percent: share(before) }}
        strokeColor="#0b5cad"
        size="small"
        format={(percent) => `${percent}%`}
      />
    </div>
  );
}

/** Before the award is reckoned. */
export const NotReckoned = () => <Alert type="info" showIcon title="受理后由系统按条款核算，核算过程在此逐步列出。" />;
