/** Every workflow, under its process's name: the type that Temporal records. */
export { call } from './call.js';
export { consortium } from './consortium-life.js';
export { dailyDigest as 'daily-digest' } from './daily-digest.js';
export { keyProject as 'key-project' } from './key-project.js';
export { budget, disbursement, instalment, recovery } from './money.js';
export { paymentOrder as 'payment-order' } from './payment-order.js';
export { reconcile } from './reconcile.js';
export { selectionList as 'selection-list', transmittal } from './lists.js';
export { registration } from './registration.js';
