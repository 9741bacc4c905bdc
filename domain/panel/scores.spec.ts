import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { droppedScores, panelScore } from './scores.js';

describe('a panel’s score', () => {
  it.each([
    { id: '6.2 five scores give their mean', scores: [80, 90, 70, 85, 75], score: '80.00', dropped: [] },
    { id: '6.2 six scores give their mean', scores: [80, 90, 70, 85, 75, 81], score: '80.17', dropped: [] },
    { id: '6.2 seven drop one highest and one lowest', scores: [0, 100, 80, 80, 80, 80, 81], score: '80.20', dropped: [0, 1] },
    { id: '6.2 of equal ones still one each', scores: [80, 80, 80, 80, 80, 80, 80], score: '80.00', dropped: [0, 6] },
    { id: '6.2 half a hundredth goes up', scores: ['80.005', '80.005'], score: '80.01', dropped: [] },
  ])('$id', ({ scores, score, dropped }) => {
    expect(panelScore(scores)).toBe(score);
    expect(droppedScores(scores)).toEqual(dropped);
  });

  it('6.2 who is left out is one with the lowest and another with the highest score; the rest decide', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 7, maxLength: 15 }), (scores) => {
        const [lowest, highest] = droppedScores(scores);
        expect(lowest).not.toBe(highest);
        expect([scores[lowest!], scores[highest!]]).toEqual([Math.min(...scores), Math.max(...scores)]);
        const kept = scores.filter((_, at) => at !== lowest && at !== highest);
        expect(Number(panelScore(scores))).toBeCloseTo(kept.reduce((sum, one) => sum + one, 0) / kept.length, 1);
      }),
    );
  });
});
