import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#apps/local/services/migrate.js';
import { awards, manyClaims } from './benches/awards.js';
import { burst, burstCases } from './benches/burst.js';
import { closing, closingNeeds } from './benches/closing.js';
import { engine, engineCases } from './benches/engine.js';
import { oneCase } from './benches/one-case.js';
import { people, peopleCases } from './benches/people.js';
import { sleeping } from './benches/sleeping.js';
import { populate, type Population } from './population.js';
import { machine, table, type Measure } from './report.js';
import { Stage } from './stage.js';

interface Bench {
  title: string;
  /** Makes what every repeat needs; what it returns is one repeat. */
  prepare: (stage: Stage) => Promise<() => Promise<Measure[]>>;
}

/** A bench on projects of programme A, made once. */
const onProjects =
  (needs: { atCounty: number; drafts?: number }, run: (stage: Stage, population: Population) => Promise<Measure[]>) =>
  async (stage: Stage) => {
    const population = await populate(stage, needs);
    return () => run(stage, population);
  };

const benches: Record<string, Bench> = {
  people: { title: 'Decisions of people', prepare: onProjects({ atCounty: peopleCases }, people) },
  burst: { title: 'The last minute', prepare: onProjects({ atCounty: burstCases }, burst) },
  engine: { title: 'The engine catches up', prepare: onProjects({ atCounty: engineCases }, engine) },
  'one-case': { title: 'One case in the engine', prepare: (stage) => Promise.resolve(() => oneCase(stage)) },
  closing: { title: 'The closing', prepare: onProjects(closingNeeds, closing) },
  awards: {
    title: 'Awards under caps',
    prepare: async (stage) => {
      const claims = await manyClaims(stage);
      return () => awards(stage, claims);
    },
  },
  sleeping: { title: 'Ten thousand sleepers', prepare: (stage) => Promise.resolve(() => sleeping(stage)) },
};

/** `npm run bench`: every bench, three repeats each, one table a bench; `npm run bench -- people` one of them. BENCH_REPEATS changes the three. */
const repeats = Number(process.env.BENCH_REPEATS ?? 3);
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in benches));
if (unknown) {
  console.error(`no bench ${unknown}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}

const stage = await Stage.open();
const report = [`# Benchmarks of ${new Date().toISOString().slice(0, 10)}`, machine()];
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`${bench.title}: making its cases …`);
    const repeat = await bench.prepare(stage);
    const seen: Measure[][] = [];
    for (let n = 1; n <= repeats; n += 1) {
      console.log(`${bench.title}: ${n} of ${repeats} …`);
      seen.push(await repeat());
    }
    report.push(`## ${bench.title}`, table(seen));
    console.log(`\n${table(seen)}\n`);
  }
} finally {
  await stage.close();
}
const file = join(root, '.duban', 'bench.md');
writeFileSync(file, `${report.join('\n\n')}\n`);
console.log(`written to ${file}`);
process.exit(0);
