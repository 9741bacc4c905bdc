import type { ReactNode } from 'react';
import type { CapCut } from '#domain/subsidy/assessment.js';
import { wan } from '../payments/labels.js';
import { ToneTag } from '../tone-tag.js';

interface Props {
  cap: CapCut;
  awardFen: string;
  /** What the formula asks before any limit. */
  roundedFen: string;
  children?: ReactNode;
}

/** One limit as a bar: used, reserved, this award, what is left; beyond the mark, what the limit denies. */
export function CapBar({ cap, awardFen, roundedFen, children }: Props) {
  const [limit, used, reserved, award] = [cap.limitFen, cap.usedFen, cap.reservedFen, awardFen].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const left = BigInt(cap.leftFen) - award;
  const denied = cap.cut ? BigInt(roundedFen) - BigInt(cap.leftFen) : 0n;
  const parts = [
    { key: 'used', label: '已核定', fen: used },
    { key: 'reserved', label: '已预留', fen: reserved },
    { key: 'award', label: '本次', fen: award },
    { key: 'left', label: '剩余', fen: left > 0n ? left : 0n },
    ...(cap.cut ? [{ key: 'denied', label: '超出', fen: denied }] : []),
  ];
  const whole = parts.reduce((sum, { fen }) => sum + fen, 0n);
  const share = (fen: bigint) => `${whole === 0n ? 0 : Number((fen * 10_000n) / whole) / 100}%`;
  const figures = parts.map(({ label, fen }) => `${label} ${wan(fen.toString())}`);
  return (
    <figure className="cap">
      <figcaption>
        {cap.label} <span className="quiet">{cap.clause}</span> 限额 <strong>{wan(cap.limitFen)}</strong> 万元{' '}
        {cap.cut ? <ToneTag tone="refused">在此截断</ToneTag> : <ToneTag tone="passed">未超限额</ToneTag>}
      </figcaption>
      <div className="bar" role="img" aria-label={`${cap.label}：限额 ${wan(cap.limitFen)}，${figures.join('，')} 万元`}>
        {parts.map(({ key, fen }) => fen > 0n && <span key={key} className={key} style={{ width: share(fen) }} />)}
        {denied > 0n && <i style={{ insetInlineStart: share(limit < whole ? whole - denied : whole) }} />}
      </div>
      <ul className="legend">
        {parts.map(({ key, label, fen }) => (
          <li key={key}>
            <span className={key} /> {label} {wan(fen.toString())}
          </li>
        ))}
      </ul>
      {children}
    </figure>
  );
}
