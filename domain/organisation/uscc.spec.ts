import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUscc } from './uscc.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const warningsOf = (text: string) => {
  const result = checkUscc(text);
  return result.ok ? result.warnings.map((warning) => warning.code) : result.code;
};

/** Fictional bodies of specification 7: both check characters valid. */
const demo = [
  '91530100MA6TEXT053',
  '91530300MA6TEXT138',
  '91530400MA6TEXT218',
  '91532300MA6TEXT3XK',
  '91532500MA6TEXT48X',
  '91532900MA6TEXT56D',
  '12530000MB0TEXT67C',
  '12530000MB0TEXT757',
  '12530000MB0TEXT832',
  '52530000MJT0TE0925',
  '91530000MA6TEXT99K',
  '91530100MA6TEXTA7K',
  '91530100MA6TEXTB5E',
  '11530000MB1TEXTC8Y',
  '11530100MB1TEXTD6Y',
  '11532301MB1TEXTE4B',
];

describe('统一社会信用代码', () => {
  it('U-1 91350100M000100Y43 is valid, …Y4Z is not', () => {
    expect(checkUscc('91350100M000100Y43')).toMatchObject({ ok: true, uscc: '91350100M000100Y43', kind: '企业' });
    expect(checkUscc('91350100M000100Y4Z')).toMatchObject({ ok: false, code: 'uscc_characters' });
    expect(checkUscc('91350100M000100Y44')).toMatchObject({ ok: false, code: 'uscc_check' });
  });

  it('U-2 91440101MA5CJQ4N59 and 123502001549897397 are valid', () => {
    expect(checkUscc('91440101MA5CJQ4N59')).toMatchObject({ ok: true, kind: '企业' });
    expect(checkUscc('123502001549897397')).toMatchObject({ ok: true, kind: '事业单位' });
  });

  it.each(demo)('%s passes both checks without a warning', (uscc) => {
    expect(checkUscc(uscc)).toMatchObject({ ok: true, uscc, warnings: [] });
  });

  it('takes lower case, full-width characters and blanks, and stores one form', () => {
    expect(checkUscc(' 91530100ma6text053 ')).toMatchObject({ ok: true, uscc: '91530100MA6TEXT053' });
    expect(checkUscc('９１５３０１００ＭＡ６ＴＥＸＴ０５３')).toMatchObject({ ok: true, uscc: '91530100MA6TEXT053' });
    expect(checkUscc('9153 0100 MA6T EXT0 53')).toMatchObject({ ok: true, uscc: '91530100MA6TEXT053' });
  });

  it.each([
    ['', 'uscc_length'],
    ['9153010', 'uscc_length'],
    ['91530100MA6TEXT0533', 'uscc_length'],
    ['91530100MA6TEXTO53', 'uscc_characters'],
    ['91530100MA6TEXT-53', 'uscc_characters'],
    ['91530100MA6TEXT054', 'uscc_check'],
  ])('“%s” is refused: %s, and says why', (text, code) => {
    expect(checkUscc(text)).toEqual({ ok: false, code, message: expect.stringContaining('统一社会信用代码') });
  });

  it('one mistyped character is always caught', () => {
    fc.assert(
      fc.property(fc.constantFrom(...demo), fc.nat(17), fc.constantFrom(...ALPHABET), (uscc, position, character) => {
        fc.pre(uscc[position] !== character);
        expect(checkUscc(uscc.slice(0, position) + character + uscc.slice(position + 1)).ok).toBe(false);
      }),
    );
  });

  it('exactly one check character fits any seventeen', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ALPHABET), { minLength: 17, maxLength: 17 }), (body) => {
        expect([...ALPHABET].filter((check) => checkUscc(body.join('') + check).ok)).toHaveLength(1);
      }),
    );
  });

  it('kind, region and the mod-11 check only warn', () => {
    const withCheck = (body: string) => body + [...ALPHABET].find((check) => checkUscc(body + check).ok)!;
    expect(warningsOf(withCheck('99530100MA6TEXT05'))).toEqual(['unknown_kind']);
    expect(warningsOf(withCheck('91539900MA6TEXT05'))).toEqual(['unknown_region']);
    expect(warningsOf(withCheck('91990100MA6TEXT05'))).toEqual(['unknown_region']);
    expect(warningsOf(withCheck('91530100MA6TEXT06'))).toEqual(['organisation_check']);
    expect(warningsOf(withCheck('91532301MA6TEXT05'))).toEqual([]);
  });
});
