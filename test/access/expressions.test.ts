import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from '../../apps/local/services/migrate.js';

/** Every regular expression literal of the rooms that see what strangers send. */
const files = globSync('{domain,records,activities,workflows,apps/api,apps/worker}/**/*.ts', { cwd: root }).filter(
  (file) => !file.endsWith('.spec.ts'),
);
const found = new Map<string, string>();
for (const file of files) {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.set(node.text, file);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

const LONG = 100_000;
/** Texts that make a careless expression try every way of splitting them. */
const corpus = [
  ...[
    'a',
    '0',
    ' ',
    '\t',
    '\n',
    ',',
    '.',
    '-',
    '_',
    '=',
    '@',
    '/',
    "'",
    '"',
    '<',
    '(',
    '年',
    '万',
    '，',
    '0,',
    'a@',
    'a.',
    '1.',
    ' \n',
    "'=",
  ],
].map((unit) => `${unit.repeat(LONG / unit.length)}!`);
/** Far above what a linear expression needs on a busy machine, far below what a quadratic one takes. */
const PATIENCE_MS = 5_000;

/** Runs the expression over the whole corpus in a thread that can be stopped; the first text it does not finish. */
function stuckOn(literal: string): Promise<string | undefined> {
  const worker = new Worker(
    `const { workerData: { literal, corpus }, parentPort } = require('node:worker_threads');
     const cut = literal.lastIndexOf('/');
     const flags = literal.slice(cut + 1);
     for (const text of corpus) {
       parentPort.postMessage({ trying: text.slice(0, 4) });
       const expression = new RegExp(literal.slice(1, cut), flags);
       if (flags.includes('g')) [...text.matchAll(expression)]; else { expression.test(text); }
     }
     parentPort.postMessage({ done: true });`,
    { eval: true, workerData: { literal, corpus } },
  );
  return new Promise((resolve, reject) => {
    let trying = '';
    const timer = setTimeout(() => resolve(JSON.stringify(trying)), PATIENCE_MS);
    worker.on('error', reject).on('message', (said: { trying?: string; done?: true }) => {
      if (said.trying !== undefined) trying = said.trying;
      if (said.done) {
        clearTimeout(timer);
        resolve(undefined);
      }
    });
  }).then(async (answer) => {
    await worker.terminate();
    return answer as string | undefined;
  });
}

describe('S7 no regular expression of ours is caught by 100 KB of anything (ReDoS)', () => {
  it('the corpus catches a careless one', async () => {
    expect(await stuckOn('/^(a+)+$/')).toBeDefined();
    expect(await stuckOn(String.raw`/\s+$/`)).toBeDefined();
  });

  it.each([...found])('%s in %s', async (literal) => {
    expect(await stuckOn(literal)).toBeUndefined();
  });
});
