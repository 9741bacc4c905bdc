import { expect, it } from 'vitest';
import { atTime, endOfDay } from '#domain/calendar/instant.js';
import { daysLeft } from './days-left.js';

it.each([
  ['the same day, one minute before', atTime('2026-12-31', '23:59'), 0],
  ['the morning of the last day', atTime('2026-12-31', '00:00'), 0],
  ['the evening before', atTime('2026-12-30', '23:59'), 1],
  ['a month before', atTime('2026-12-01', '09:00'), 30],
])('R2 days left until 31 December 24:00: %s', (_name, now, days) => expect(daysLeft(endOfDay('2026-12-31'), now)).toBe(days));
