import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWanYuan, toWanYuan } from '#domain/money/fen.js';
import { split, templates, triggersOf, type Template } from './split.js';

describe('instalments (specification 2.10, section 4)', () => {
  it.each<{ id: string; total: string; template: Template; parts: string[] }>([
    { id: 'P-1', total: '500', template: '60/30/10', parts: ['300.00', '150.00', '50.00'] },
    { id: 'P-2', total: '333.33', template: '60/30/10', parts: ['200.00', '100.00', '33.33'] },
    { id: '50/30/20', total: '100.01', template: '50/30/20', parts: ['50.01', '30.00', '20.00'] },
    { id: '70/30', total: '0.01', template: '70/30', parts: ['0.01', '0.00'] },
    { id: '后补助', total: '88.88', template: '100', parts: ['88.88'] },
  ])('$id: $total 万元 by $template', ({ total, template, parts }) => {
    expect(split(parseWanYuan(total), template).map((fen) => toWanYuan(fen))).toEqual(parts);
  });

  it('the parts always make the whole, to the fen', () => {
    const names = Object.keys(templates) as Template[];
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.constantFrom(...names), (hundreds, template) => {
        const total = hundreds * 10_000n;
        expect(split(total, template).reduce((sum, fen) => sum + fen, 0n)).toBe(total);
      }),
    );
  });

  it('the first waits for the 任务书, the tail for acceptance; 后补助 for acceptance alone', () => {
    expect(triggersOf('60/30/10')).toEqual(['signed', 'mid-term', 'acceptance']);
    expect(triggersOf('70/30')).toEqual(['signed', 'acceptance']);
    expect(triggersOf('100')).toEqual(['acceptance']);
  });
});
