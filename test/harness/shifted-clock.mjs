import { readFileSync } from 'node:fs';

/** Preloaded into a program: its host's clock is off by the milliseconds in the file, which may change under it. */
const off = () => Number(readFileSync(process.env.CLOCK_OFF_FILE, 'utf8'));
const { now } = Date;
Date.now = () => now() + off();
globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) => Reflect.construct(target, given.length > 0 ? given : [target.now()], newTarget),
  apply: (target) => new target(target.now()).toString(),
});
