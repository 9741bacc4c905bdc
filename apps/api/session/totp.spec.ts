import { describe, expect, it } from 'vitest';
import { fromBase32, hotp, matchingStep, newSecret, otpauthUri } from './totp.js';

/** RFC 6238, appendix B: the secret of its SHA-1 rows, in ASCII and in base 32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('S11 the second factor', () => {
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('RFC 6238 at %d s', (seconds, code) => {
    expect(fromBase32(secret).toString()).toBe('12345678901234567890');
    expect(hotp(fromBase32(secret), Math.floor(seconds / 30), 8)).toBe(code);
    expect(matchingStep(secret, code.slice(2), seconds * 1_000)).toBe(Math.floor(seconds / 30));
  });

  it('takes the neighbouring step, no further one, and none twice', () => {
    const now = 1_234_567_890_000;
    const step = Math.floor(now / 30_000);
    const codeAt = (at: number) => hotp(fromBase32(secret), at);
    expect([step - 2, step - 1, step, step + 1, step + 2].map((at) => matchingStep(secret, codeAt(at), now))).toEqual([
      undefined,
      step - 1,
      step,
      step + 1,
      undefined,
    ]);
    expect(matchingStep(secret, codeAt(step), now, step)).toBeUndefined();
    expect(matchingStep(secret, codeAt(step + 1), now, step)).toBe(step + 1);
  });

  it('takes full-width digits and spaces, refuses anything else', () => {
    const code = hotp(fromBase32(secret), 1);
    const wide = [...code].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('');
    expect(matchingStep(secret, `${wide.slice(0, 3)} ${wide.slice(3)}`, 45_000)).toBe(1);
    for (const wrong of ['', '12345', '1234567', 'abcdef']) expect(matchingStep(secret, wrong, 45_000)).toBeUndefined();
  });

  it('makes secrets of 160 bits and a link that apps read', () => {
    const made = newSecret();
    expect(fromBase32(made)).toHaveLength(20);
    expect(newSecret()).not.toBe(made);
    const uri = new URL(otpauthUri(made, 'a b@example.test'));
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(made);
  });
});
