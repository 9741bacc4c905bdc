/** Every workflow, under its process's name: the type that Temporal records. */
export { annualReport as 'annual-report' } from './annual-report.js';
export { call } from './call.js';
export { claim, claimCall as 'claim-call', claimList as 'claim-list', voucher } from './claims.js';
export { consortiumChange as 'consortium-change' } from './consortium-change.js';
export { consortiumFormation as 'consortium-formation' } from './consortium-formation.js';
export { consortium } from './consortium-life.js';
export { coordination } from './coordination.js';
export { dailyDigest as 'daily-digest' } from './daily-digest.js';
export { disqualification } from './disqualification.js';
export { dissolution } from './dissolution.js';
export { evaluation } from './evaluation.js';
export { keyProject as 'key-project' } from './key-project.js';
export { selectionList as 'selection-list', transmittal } from './lists.js';
export { budget, disbursement, instalment, recovery } from './money.js';
export { paymentOrder as 'payment-order' } from './payment-order.js';
export { projectTask as 'project-task' } from './project-task.js';
export { reconcile } from './reconcile.js';
export { registration } from './registration.js';
