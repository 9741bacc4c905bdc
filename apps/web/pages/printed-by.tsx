import { useQueryClient } from '@tanstack/react-query';
import type { Me } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';

/** 6.14 on paper only: who printed it, and when. */
export function PrintedBy() {
  const me = useQueryClient().getQueryData<Me>(['me']);
  if (!me) return null;
  return (
    <p className="print-only printed-by">
      打印：{[...me.units.map((unit) => unit.name), me.name].join(' ')} {formatInstant(Date.parse(me.clock.now))}
    </p>
  );
}
