import { publishedCalendar } from '#domain/calendar/data/published-years.js';
import { publishYear } from '#records/calendar.js';
import { readClock, sealClock } from '#records/clock.js';
import { inTransaction, RecordError, type Database } from '#records/database.js';
import { provinceOffice, writeOffices } from './offices.js';
import { publishPolicies } from './policies.js';

/** Enters the holiday arrangements 节假日安排 known at release. */
export async function publishKnownYears(db: Database): Promise<void> {
  for (const { year, off, work } of Object.values(publishedCalendar.years))
    await publishYear(db, { year, off: [...off], work: [...work] });
}

/**
 * A production record on its first start: offices, working-day calendar, policy texts, and a business clock sealed to real time for good (design 7). A second call
 * only adds the offices of a department and the texts that came with a later release. Throws RecordError 'training_record' on a database that holds a training system.
 */
export async function installProduction(db: Database): Promise<void> {
  const { sealed } = await readClock(db);
  if (await db.unit.findUnique({ where: { id: provinceOffice } })) {
    if (!sealed)
      throw new RecordError(
        'training_record',
        '该数据库是演练环境，不能改为正式环境：请设置 DUBAN_TRAINING=yes，或为正式环境另建数据库。',
      );
  } else {
    await publishKnownYears(db);
    if (!sealed) await sealClock(db);
  }
  await inTransaction(db, writeOffices);
  await publishPolicies(db);
}

/** Throws RecordError 'production_record' on a database whose clock is sealed: demo data never enters it. */
export async function refuseProduction(db: Database): Promise<void> {
  if ((await readClock(db)).sealed)
    throw new RecordError(
      'production_record',
      '该数据库是正式环境，不能写入演示数据：请去掉 DUBAN_TRAINING，或为演练环境另建数据库。',
    );
}
