/** What a rule has to say about a form: an error blocks, a warning is answered with a reason. */
export interface Finding {
  /** Number of the clause: 'A5', 'R3'. */
  clause: string;
  severity: 'error' | 'warning';
  field: string;
  /** Chinese; says what to do. */
  message: string;
}

/** A rule of a form: reads like its clause, carries its number. */
export interface FormRule<F, C> {
  clause: string;
  check(form: F, context: C): Finding[];
}

/** Everything the rules find, in their order. */
export function checkRules<F, C>(rules: readonly FormRule<F, C>[], form: F, context: C): Finding[] {
  return rules.flatMap((rule) => rule.check(form, context));
}
