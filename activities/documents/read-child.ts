// Runs in a process of its own (read-grid.ts): an .xlsx on standard input, a ReadAnswer on standard output.
// Node runs this as it is, so what it imports names our files by '#…' and uses no syntax beyond types.
import { DocumentError } from '#activities/documents/error.js';
import type { ReadAnswer } from '#activities/documents/grid.js';
import { parseWorkbook } from '#activities/documents/parse.js';

async function answer(): Promise<ReadAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  try {
    return { grid: await parseWorkbook(Buffer.concat(chunks)), peakBytes: process.resourceUsage().maxRSS * 1024 };
  } catch (fault) {
    if (fault instanceof DocumentError) return { refused: { code: fault.code, message: fault.message } };
    throw fault;
  }
}

process.stdout.write(JSON.stringify(await answer()));
