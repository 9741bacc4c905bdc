import type { UnitFacts } from '#domain/consortium/data.js';
import type { Transaction } from '../../database.js';

/** What the record knows of units, by id. */
export async function unitFacts(tx: Transaction, ids: readonly string[]): Promise<Record<string, UnitFacts>> {
  const wanted = [...new Set(ids)].filter(isUuid);
  if (wanted.length === 0) return {};
  const units = await tx.unit.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, kind: true, uscc: true, regionCode: true, legalRepresentative: true },
  });
  return Object.fromEntries(
    units.map(({ id, name, kind, uscc, regionCode, legalRepresentative }) => [
      id,
      {
        id,
        name,
        kind,
        ...(uscc ? { uscc } : {}),
        ...(regionCode ? { regionCode } : {}),
        ...(legalRepresentative ? { legalRepresentative } : {}),
      },
    ]),
  );
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
