import { expect, it } from 'vitest';
import { refuseReceiver } from './receiver.js';

it('S4 a decision goes over to who handles such matters, a question to any colleague, nothing to a stranger or one of the 三员', () => {
  const code = (...given: Parameters<typeof refuseReceiver>) => refuseReceiver(...given)?.code;
  expect(code(['CO'], 'project-application')).toBeUndefined();
  expect(code(['RU', 'CO'], 'project-application')).toBeUndefined();
  expect(code(['RU'], 'project-application')).toBe('receiver_unfit');
  expect(code(['RU'])).toBeUndefined();
  expect(code(['RU'], 'subsidy-claim')).toBeUndefined();
  expect(code([])).toBe('not_colleague');
  for (const officer of ['SA', 'SE', 'AU'] as const) {
    expect(code([officer])).toBe('separate_officers');
    expect(code([officer], 'project-application')).toBe('separate_officers');
  }
});
