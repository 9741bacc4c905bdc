import type { Role } from '#domain/organisation/roles.js';

/** The role matrix as the specification (section 5) prints it, letter for letter: the oracle of the access tests, which never asks the product. */
const matrix = `
| Object \\ role | EA | UA | LD | MB | FI | XP | CO | PO | RU | VO | VD | VL | FN | SA | SE | AU |
| Call / policy version / parameters | R | R | R | R | R | - | R | R | R | C | V | A | R | - | - | R |
| A-project application | C | S | - | - | - | R | V | V | - | V | V | A | - | - | - | R |
| A-project transmittal, carry-over list | - | - | - | - | - | - | R | S | - | V | A | R | - | - | - | R |
| A-project monthly report | C | S | - | - | - | - | V | R | - | R | R | R | - | - | - | R |
| Consortium application, plan | - | - | C S | R | - | R | - | R | V | V | V | A | - | - | - | R |
| Agreement, supplementary agreement | - | - | C S | S | - | R | - | - | R | R | R | R | - | - | - | R |
| Annual report | - | - | C S | R | - | - | - | R | V | V | A | R | - | - | - | R |
| Evaluation | - | - | C S | R | - | C | - | - | V | V | V | A | R | - | - | R |
| Change / dissolution | - | - | C S | S | - | - | - | - | V | V | V | A | - | - | - | R |
| Disqualification, ban, credit record | - | - | R own | R own | R own | - | - | R | C clue | C | V | A | R | - | - | R |
| Subsidy claim | C | S | - | - | C S | R | - | R | V | V | V | A | V | - | - | R |
| Disbursement plan / payment | - | R own | C S | R own | R own | - | - | - | R | C | V | A | P | - | - | R |
| Problem item | C | S | C S | C | C | - | V | V | V | V | A | R | - | - | - | R |
| Expert pool, draw, recusal | - | - | - | - | - | R own | - | - | - | C | A | R | - | - | - | R |
| Public notice (公示), objection | C obj | C obj | C obj | C obj | C obj | - | R | R | R | C V | A | R | - | - | - | R |
| Users, orgs, dictionaries | - | own unit | - | - | - | - | own unit | own unit | own unit | - | - | - | - | C | - | R |
| Roles, permissions, password policy | - | - | - | - | - | - | - | - | - | - | - | - | - | - | C | R |
| Logs | - | - | - | - | - | - | - | - | - | - | - | - | - | R own | R | R |
`;

const [head, ...lines] = matrix
  .trim()
  .split('\n')
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const roles = head!.slice(1);

/** The rows of the matrix, by their printed names. */
export const objects = lines.map(([object]) => object!);

/** Whether the printed cell gives the role the letter; every right includes reading. 'own unit' is C in the own unit. */
export function printed(object: string, letter: 'C' | 'S' | 'R' | 'V' | 'A' | 'P', role: Role): boolean {
  const line = lines.find(([name]) => name === object);
  if (!line) throw new Error(`no such row: ${object}`);
  const cell = line[roles.indexOf(role) + 1]!;
  if (cell === '-') return false;
  return letter === 'R' || (cell === 'own unit' ? letter === 'C' : cell.split(' ').includes(letter));
}
