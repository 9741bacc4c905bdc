/** S15 how a spreadsheet recognises a formula or a command: = + - @, their full-width forms, TAB, CR, NUL. */
const dangerous = /^'*[=+\-@＝＋－＠\t\r\0]/;
const quoted = /^'+[=+\-@＝＋－＠\t\r\0]/;

/** Looks like the escape of a character in the file format: '_x0041_' would come back as 'A'. */
const escape = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** The text as it may stand in a cell: one that looks like a formula gets an apostrophe in front. */
export function neutralise(text: string): string {
  return (dangerous.test(text) ? `'${text}` : text).replace(escape, '_x005F_');
}

/** The text that was neutralised. */
export function restore(text: string): string {
  return quoted.test(text) ? text.slice(1) : text;
}
