import type { LocalDate } from '#domain/calendar/instant.js';
import { localDate } from '#domain/calendar/instant.js';
import { rules2022, rulesFromJson, rulesOn, rulesToJson, type RulesJson, type SubsidyRules } from '#domain/subsidy/rules.js';
import { businessNow } from '../clock.js';
import { RecordError, type Database, type Transaction } from '../database.js';

/** Every set published after the regulation's own. */
export async function publishedRules(tx: Transaction): Promise<SubsidyRules[]> {
  const rows = await tx.subsidyRuleSet.findMany({ orderBy: { fromDay: 'asc' } });
  return rows.map(({ rules }) => rulesFromJson(rules as RulesJson));
}

/** Every set there is, the regulation's own first. */
export const listRules = async (tx: Transaction): Promise<SubsidyRules[]> => [rules2022, ...(await publishedRules(tx))];

/** The set in force on the day. Throws RecordError 'no_rules' before the measures were issued. */
export async function rulesInForce(tx: Transaction, day: LocalDate): Promise<SubsidyRules> {
  const found = rulesOn(day, await publishedRules(tx));
  if (!found) throw new RecordError('no_rules', '该日期尚无生效的补助办法。', 'year');
  return found;
}

/**
 * Publishes a set that is in force from its day on; open claims keep theirs. Throws RecordError 'rules_taken' (version or day exists),
 * 'rules_past' (the day must be to come).
 */
export async function publishRules(db: Database, rules: SubsidyRules, personId: string): Promise<void> {
  const now = await businessNow(db);
  if (rules.from <= localDate(now)) throw new RecordError('rules_past', '新办法的生效日期须在今天以后。', 'from');
  const before = await db.subsidyRuleSet.count({ where: { OR: [{ version: rules.version }, { fromDay: rules.from }] } });
  if (before > 0 || rules.version === '2022')
    throw new RecordError('rules_taken', '该版本或该生效日期已有补助办法，已发布的不能修改。', 'version');
  await db.subsidyRuleSet.create({
    data: {
      version: rules.version,
      fromDay: rules.from,
      rules: rulesToJson(rules),
      publishedBy: personId,
      publishedAt: new Date(now),
    },
  });
}
