/** Refusals that say: the act belongs to another desk. */
export const notMine: readonly string[] = ['not_your_office', 'not_your_task', 'persons_only'];
