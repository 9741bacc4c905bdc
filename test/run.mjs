// `npm test`: generates the database client, runs every test on real services, and ends in one plain line: "N passed, 0 failed".
// Plain JavaScript on purpose: it starts on the machine's own Node (20.19 or later) and hands over to the Node 24 that npm installed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = join(root, 'node_modules/.bin/node');
const report = join(root, '.duban/test-report.json');

if (!existsSync(node)) await run('npm', ['ci', '--no-audit', '--no-fund']);
mkdirSync(join(root, '.duban'), { recursive: true });
rmSync(report, { force: true });
await run(node, [join(root, 'test/generate.mjs')]);
// Before the tests, not among them: journeys and `npm start` read what it writes.
await run(node, [join(root, 'apps/local/build.mjs')]);
const code = await run(
  node,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
    ...process.argv.slice(2),
  ],
  true,
);
if (!existsSync(report)) process.exit(code || 1);

const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, testResults } = JSON.parse(
  readFileSync(report, 'utf8'),
);
for (const suite of testResults) {
  for (const test of suite.assertionResults)
    if (test.status !== 'passed' && test.status !== 'failed') console.log(`SKIPPED: ${suite.name}: ${test.fullName}`);
}
// A file that could not even be loaded has failed, though it counts no test.
const broken = testResults.filter(
  (suite) => suite.status === 'failed' && !suite.assertionResults.some((test) => test.status === 'failed'),
).length;
const failed = numFailedTests + broken;
console.log(`${numPassedTests} passed, ${failed} failed${numPendingTests ? `, ${numPendingTests} skipped` : ''}`);
process.exit(code !== 0 || failed > 0 || (numFailedTestSuites > 0 && failed === 0) || numPassedTests === 0 ? 1 : 0);

function run(command, args, tolerate = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
    });
    child.once('error', reject);
    child.once('exit', (exit) => (exit === 0 || tolerate ? resolve(exit ?? 1) : process.exit(exit ?? 1)));
  });
}
