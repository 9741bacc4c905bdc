import { meetsRatio, ratioText } from '#domain/consortium/conditions.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { ToneTag } from '../tone-tag.js';

/** B10, R6: what the enterprises raise to what the treasury gives; below 2:1 is pointed out. */
export function RatioText({ selfRaisedFen, fiscalFen }: { selfRaisedFen: string; fiscalFen: string }) {
  const [own, fiscal] = [BigInt(selfRaisedFen), BigInt(fiscalFen)];
  return (
    <span className="ratio">
      {formatWanYuan(own)}:{formatWanYuan(fiscal)} 万元
      {fiscal > 0n && (
        <>
          {' '}
          {meetsRatio(own, fiscal) ? (
            `（${ratioText(own, fiscal)}:1）`
          ) : (
            <ToneTag tone="returned">{ratioText(own, fiscal)}:1 低于2:1</ToneTag>
          )}
        </>
      )}
    </span>
  );
}
