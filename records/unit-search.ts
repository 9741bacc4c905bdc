import type { Database } from './database.js';

export interface UnitChoice {
  id: string;
  name: string;
  regionCode: string | null;
}

const MOST = 20;

/** Verified units whose name or code holds the text, for a dialog that asks for one. */
export function searchUnits(db: Database, text: string): Promise<UnitChoice[]> {
  return db.unit.findMany({
    where: { status: 'verified', OR: [{ name: { contains: text } }, { uscc: { startsWith: text.toUpperCase() } }] },
    orderBy: { name: 'asc' },
    select: { id: true, name: true, regionCode: true },
    take: MOST,
  });
}
