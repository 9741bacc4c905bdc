import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#apps/local/services/migrate.js';
import { burst, burstCases } from './benches/burst.js';
import { closing, closingNeeds } from './benches/closing.js';
import { engine, engineCases } from './benches/engine.js';
import { people, peopleCases } from './benches/people.js';
import { populate, type Population } from './population.js';
import { machine, table, type Measure } from './report.js';
import { Stage } from './stage.js';

interface Bench {
  title: string;
  /** The projects it needs. */
  needs: { atCounty: number; drafts?: number };
  run: (stage: Stage, population: Population) => Promise<Measure[]>;
}

const benches: Record<string, Bench> = {
  people: { title: 'Decisions of people', needs: { atCounty: peopleCases }, run: people },
  burst: { title: 'The last minute', needs: { atCounty: burstCases }, run: burst },
  engine: { title: 'The engine catches up', needs: { atCounty: engineCases }, run: engine },
  closing: { title: 'The closing', needs: closingNeeds, run: closing },
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
    const population = await populate(stage, bench.needs);
    const seen: Measure[][] = [];
    for (let n = 1; n <= repeats; n += 1) {
      console.log(`${bench.title}: ${n} of ${repeats} …`);
      seen.push(await bench.run(stage, population));
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
