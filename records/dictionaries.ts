import type { DictionaryName } from '#domain/organisation/dictionaries.js';
import { appendAudit, type Trail } from './audit.js';
import { inTransaction, RecordError, type Database } from './database.js';

export interface DictionaryEntry {
  value: string;
  label: string;
  position: number;
  enabled: boolean;
}

/** The entries in the order pages show them; disabled ones only for who keeps them. */
export async function readDictionary(db: Database, dictionary: DictionaryName, all = false): Promise<DictionaryEntry[]> {
  return db.dictionaryItem.findMany({
    where: { dictionary, ...(all ? {} : { enabled: true }) },
    orderBy: [{ position: 'asc' }, { value: 'asc' }],
    select: { value: true, label: true, position: true, enabled: true },
  });
}

/** Adds an entry or changes it; one no longer wanted is disabled, so that what was written with it stays readable. Throws RecordError 'label_taken'. */
export async function saveDictionaryEntry(
  db: Database,
  dictionary: DictionaryName,
  entry: DictionaryEntry,
  by: Trail,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { value, ...rest } = entry;
    const twin = await tx.dictionaryItem.findFirst({ where: { dictionary, label: entry.label, value: { not: value } } });
    if (twin) throw new RecordError('label_taken', '已有相同内容的条目，无需重复添加。', 'label');
    await tx.dictionaryItem.upsert({
      where: { dictionary_value: { dictionary, value } },
      create: { dictionary, ...entry },
      update: rest,
    });
    await appendAudit(tx, { ...by, action: 'dictionary.saved', target: `${dictionary}/${value}`, detail: rest });
  });
}
