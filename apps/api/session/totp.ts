import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const STEP_MS = 30_000;
const DIGITS = 6;
/** A clock half a minute off is still right. */
const TOLERANCE = 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A fresh secret of 160 bits, in the base 32 that authenticator apps take. */
export function newSecret(): string {
  return toBase32(randomBytes(20));
}

/** What an authenticator app scans. */
export function otpauthUri(secret: string, login: string): string {
  const issuer = encodeURIComponent('云南省科技项目系统');
  return `otpauth://totp/${issuer}:${encodeURIComponent(login)}?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=${DIGITS}&period=30`;
}

/** RFC 4226 section 5.3. */
export function hotp(secret: Buffer, counter: number, digits = DIGITS): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = mac.at(-1)! & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/**
 * RFC 6238: the time step whose code was given, when it lies within half a minute of now (epoch ms) and after `last`, the step accepted before; nothing otherwise.
 */
export function matchingStep(secret: string, code: string, now: number, last = -1): number | undefined {
  const key = fromBase32(secret);
  const given = Buffer.from(code.normalize('NFKC').replace(/\s/g, ''));
  const current = Math.floor(now / STEP_MS);
  for (let step = current - TOLERANCE; step <= current + TOLERANCE; step += 1) {
    const expected = Buffer.from(hotp(key, step));
    if (step > last && given.length === expected.length && timingSafeEqual(given, expected)) return step;
  }
  return undefined;
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[parseInt(five, 2)]).join('');
}

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
