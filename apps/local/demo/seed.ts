import { FileStore } from '#activities/documents/store.js';
import { atTime, startOfDay } from '#domain/calendar/instant.js';
import { publishKnownYears } from '#apps/install/install.js';
import { provinceOffice } from '#apps/install/offices.js';
import { publishPolicies } from '#apps/install/policies.js';
import { moveClock } from '#records/clock.js';
import type { Database } from '#records/database.js';
import { registerProgrammes } from '#records/programmes/index.js';
import { seed2027 } from './call-2027.js';
import { seed2023, seed2026 } from './earlier-calls.js';
import { CallPlayer } from './call-player.js';
import { consortiumStories } from './consortia/stories.js';
import { seedPeople } from './people.js';
import { subsidyStory } from './subsidies/story.js';
import { seedUnits } from './units.js';

export { demoAccounts, demoPassword } from './people.js';

/**
 * Demo data 演示数据: the province's offices and people, firms and bodies; of programme A the closed call of 2023, the projects of 2026 under way and
 * the 2027 call with a case in every state; of programme B a consortium in every state and formations under way; of programme C a claim at every edge of
 * a cap and in every state. Played through the door from 2022
 * on, so that every log is true. `filesRoot`: where attachments lie. A second call does nothing.
 */
export async function seed(db: Database, filesRoot: string): Promise<void> {
  registerProgrammes();
  if (await db.unit.findUnique({ where: { id: provinceOffice } })) return;
  await publishKnownYears(db);
  await seedUnits(db);
  const player = new CallPlayer(db, await seedPeople(db), new FileStore(filesRoot));
  await moveClock(db, { to: atTime('2022-11-16', '09:00'), speed: 0 });
  await publishPolicies(db);
  const calls = async () => {
    for (const call of [seed2023, seed2026, seed2027]) await call(player);
  };
  await player.tell([calls, ...consortiumStories(player), () => subsidyStory(player)]);
  await moveClock(db, { to: demoTime(Date.now()), speed: 1 });
}

/** Where the demo's clock goes on: real time while the 2027 call is open, else its first weeks, so that the demo is the same in any year. */
function demoTime(now: number): number {
  const [from, until] = [startOfDay('2026-11-23'), startOfDay('2026-12-10')];
  return now >= from && now < until ? now : from + 9 * 3_600_000;
}
