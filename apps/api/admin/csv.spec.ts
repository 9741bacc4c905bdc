import { expect, it } from 'vitest';
import { csv } from './csv.js';

it('quotes, keeps line breaks inside a cell, and disarms what a spreadsheet would run', () => {
  expect(
    csv([
      ['单位', '=HYPERLINK("http://x")'],
      ['a"b', '+1\n2'],
      ['-1', '@x'],
    ]),
  ).toBe(`\uFEFF"单位","'=HYPERLINK(""http://x"")"\r\n"a""b","'+1\n2"\r\n"'-1","'@x"\r\n`);
});
