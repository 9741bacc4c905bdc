import { neutralise } from '#activities/documents/neutral.js';

/** Rows as CSV that a spreadsheet opens as text: with a byte-order mark, CRLF, and no cell that it would take for a formula. */
export function csv(rows: string[][]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  return `"${neutralise(text).replaceAll('"', '""')}"`;
}
