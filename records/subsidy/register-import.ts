import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { localDate } from '#domain/calendar/instant.js';
import type { RegisterDefinition, RegisterEntry } from '#domain/subsidy/registers/definition.js';
import { appendAudit, type Trail } from '../audit.js';
import { businessNow } from '../clock.js';
import { inTransaction, RecordError, type Database, type Transaction } from '../database.js';
import { dated, entryOf, orTaken, writeEntry, type WrittenEntry } from './registers.js';

/** A line of a list that came in: its unit as it stands there, by 统一社会信用代码 or by name. */
export interface ListedEntry extends Omit<WrittenEntry, 'unitId'> {
  /** Where it stands in the file, for a refusal: '第5行'. */
  place: string;
  unit?: string;
}

export interface ImportedEntries {
  entered: number;
  changed: number;
  same: number;
}

/**
 * Takes a list into the register, all lines or none: one with the same unit, number and first day is changed, another entered. Throws RecordError
 * 'unit_unknown', 'line_repeated' and what `saveEntry` throws, each naming its place.
 */
export function importEntries(
  db: Database,
  definition: RegisterDefinition,
  lines: readonly ListedEntry[],
  personId: string,
  trail: Trail,
): Promise<ImportedEntries> {
  const work = async (tx: Transaction): Promise<ImportedEntries> => {
    const today = localDate(await businessNow(tx));
    const unitOf = await unitsNamed(tx, lines);
    const rows = await tx.subsidyRegister.findMany({ where: { register: definition.key } });
    const present = new Map(rows.map((row) => [keyOf(entryOf(row)), row]));
    const seen = new Set<string>();
    const count: ImportedEntries = { entered: 0, changed: 0, same: 0 };
    for (const { place, unit, ...line } of lines) {
      const entry = dated(definition, { ...line, ...(unit ? { unitId: unitOf(unit, place) } : {}) }, today);
      const key = keyOf(entry);
      if (seen.has(key)) throw new RecordError('line_repeated', `${place}：与前面的条目重复（同一单位、编号和起始日期）。`);
      seen.add(key);
      const before = present.get(key);
      if (before && isDeepStrictEqual(entryOf(before), entry)) {
        count.same += 1;
        continue;
      }
      count[before ? 'changed' : 'entered'] += 1;
      const saved = { id: before?.id ?? randomUUID(), entry, personId, ...(before ? { revision: before.revision } : {}) };
      await writeEntry(tx, definition, saved, trail).catch((error: unknown) => {
        throw error instanceof RecordError ? new RecordError(error.code, `${place}：${error.message}`, error.field) : error;
      });
    }
    await appendAudit(tx, { ...trail, action: 'register.imported', target: definition.label, detail: { ...count } });
    return count;
  };
  return orTaken(() => inTransaction(db, work, 60_000));
}

const keyOf = ({ unitId = '', number = '', from }: RegisterEntry) => JSON.stringify([unitId, number, from]);

/** Verified units by code or whole name. */
async function unitsNamed(tx: Transaction, lines: readonly ListedEntry[]): Promise<(text: string, place: string) => string> {
  const texts = [...new Set(lines.flatMap(({ unit }) => unit ?? []))];
  const units = await tx.unit.findMany({
    where: { status: 'verified', OR: [{ name: { in: texts } }, { uscc: { in: texts.map((text) => text.toUpperCase()) } }] },
    select: { id: true, name: true, uscc: true },
  });
  return (text, place) => {
    const found = units.filter((unit) => unit.name === text || unit.uscc === text.toUpperCase());
    if (found.length === 1) return found[0]!.id;
    const why = found.length === 0 ? '不是系统中的单位，请核对名称或统一社会信用代码' : '对应多个单位，请填写统一社会信用代码';
    throw new RecordError('unit_unknown', `${place}：“${text}”${why}。`);
  };
}
