import { Alert, Button, InputNumber, Slider } from 'antd';
import type { Estimate } from '#apps/api/contract.js';
import { toWanYuan } from '#domain/money/fen.js';
import type { CapCut } from '#domain/subsidy/assessment.js';
import { Trace } from '../trace.js';

interface Props {
  estimate: Estimate;
  /** 万元 supposed to be used, by the clause of the limit. */
  used: Record<string, string>;
  suppose: (used: Record<string, string>) => void;
}

/** The trace of the award, what filing would meet besides, and the limits, whose use may be supposed. */
export function Result({ estimate: { assessment, claimant, warnings }, used, suppose }: Props) {
  return (
    <>
      {warnings.map(({ code, message, clause }) => (
        <Alert
          key={`${code} ${message}`}
          type="warning"
          showIcon
          style={{ marginBottom: 8 }}
          title={`提交时将不能通过：${message}${clause ? `（${clause}）` : ''}`}
        />
      ))}
      <Trace
        assessment={assessment}
        result="预计补助"
        suppose={(cap) => (
          <Supposed
            cap={cap}
            value={used[cap.clause]}
            change={(text) => {
              const { [cap.clause]: _, ...others } = used;
              suppose(text === undefined ? others : { ...others, [cap.clause]: text });
            }}
          />
        )}
      />
      <p className="quiet">
        {claimant
          ? `额度为${claimant}当前实际占用情况。`
          : '本账号不是该措施的申报单位：全省总额为当前实际占用，单位限额按未占用计算。'}
      </p>
    </>
  );
}

interface SupposedProps {
  cap: CapCut;
  value: string | undefined;
  change: (text: string | undefined) => void;
}

/** 假设已用: what if so much of the limit were taken before. */
function Supposed({ cap, value, change }: SupposedProps) {
  const label = `假设${cap.label}已用`;
  const limit = Number(toWanYuan(BigInt(cap.limitFen)));
  const stands = toWanYuan(BigInt(cap.usedFen) + BigInt(cap.reservedFen));
  return (
    <div className="suppose">
      <span>假设已用</span>
      <Slider
        min={0}
        max={limit}
        step={limit / 100}
        value={Number(value ?? stands)}
        ariaLabelForHandle={label}
        tooltip={{ formatter: null }}
        onChange={(amount) => change(amount.toFixed(2))}
      />
      <InputNumber<string>
        stringMode
        min="0"
        precision={2}
        suffix="万元"
        aria-label={label}
        style={{ width: '100%' }}
        value={value ?? stands}
        onChange={(text) => change(text ? String(text) : undefined)}
      />
      {value !== undefined && (
        <Button type="link" onClick={() => change(undefined)}>
          恢复实际
        </Button>
      )}
    </div>
  );
}
