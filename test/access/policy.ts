import { randomUUID } from 'node:crypto';
import { validExample } from '#domain/key-project/examples.js';

type Letter = 'C' | 'S' | 'R' | 'V' | 'A' | 'P';

/** Who may call a route. `gate`: rows and letters of the printed matrix, any of them, or roles where it has no row. */
export type Policy =
  | 'anybody'
  | 'signed-in'
  | { gate: Gate; body?: unknown; query?: string }
  /** `sees`: whoever the gate lets in and does not see the thing finds nothing: 404. */
  | { sees: Thing; gate?: Gate; body?: () => unknown; query?: string };

/** `not`: officials of these departments alone are refused; the auditor of any is not. */
export type Gate =
  readonly (readonly [row: string, letter: Letter])[] | { roles: string; not?: 'miit' | 'miit finance' | 'sti finance' };
export type Thing =
  | 'call'
  | 'project'
  | 'transmittal'
  | 'list'
  | 'registration'
  | 'person'
  | 'unit'
  | 'attachment'
  | 'payment'
  | 'formation'
  | 'consortium';

const call = 'Call / policy version / parameters';
export const application = 'A-project application';
const transmittal = 'A-project transmittal, carry-over list';
const claim = 'Subsidy claim';
const pool = 'Expert pool, draw, recusal';
const users = 'Users, orgs, dictionaries';
const rights = 'Roles, permissions, password policy';
const payment = 'Disbursement plan / payment';

const administrator = { roles: 'SA' };
const readsUsers = [
  [users, 'R'],
  [rights, 'R'],
] as const;
const act = () => ({ id: randomUUID(), on: 'no-such-act' });
const reason = { reason: '因工作需要调整' };

/** Every route of the api and the row of the matrix it stands on (S1); a route without a line fails the test. */
export const policy: Record<string, Policy> = {
  'GET /api/health/live': 'anybody',
  'GET /api/health/ready': 'anybody',
  'GET /api/metrics': 'anybody',
  'POST /api/session': 'anybody',
  'DELETE /api/session': 'anybody',
  'GET /api/session': 'signed-in',
  'POST /api/password/forgot': 'anybody',
  'POST /api/password/link': 'anybody',
  'POST /api/password/reset': 'anybody',
  'POST /api/registrations': 'anybody',
  'GET /api/public/clock': 'anybody',
  'GET /api/public/pages': 'anybody',
  'GET /api/public/pages/{id}': 'anybody',
  'POST /api/public/pages/{id}/objections': 'anybody',
  'GET /api/account': 'signed-in',
  'PUT /api/account/password': 'signed-in',
  'DELETE /api/account/sessions': 'signed-in',
  'GET /api/account/deputies': 'signed-in',
  'POST /api/account/deputies': 'signed-in',
  'POST /api/account/deputies/{id}/ending': 'signed-in',
  'POST /api/account/totp': 'signed-in',
  'POST /api/account/totp/confirm': 'signed-in',

  // Lists show what is in scope, to everybody: what they show is the scope tests' matter.
  'GET /api/cases': 'signed-in',
  'GET /api/inbox': 'signed-in',
  'GET /api/inbox/counts': 'signed-in',
  'GET /api/applications': 'signed-in',
  'GET /api/applications/calls': 'signed-in',
  'GET /api/reports/monthly': 'signed-in',
  'GET /api/colleagues': 'signed-in',
  'GET /api/units': 'signed-in',
  'GET /api/calendar': 'signed-in',
  'GET /api/dictionaries/{dictionary}': 'signed-in',
  'POST /api/acts': 'signed-in',

  'GET /api/cases/{id}': { sees: 'project' },
  'GET /api/cases/{id}/timeline': { sees: 'project' },
  'POST /api/cases/{id}/acts': { sees: 'project', body: act },
  'PUT /api/cases/{id}/draft': { sees: 'project', body: () => ({ content: validExample('new', 2027) }) },
  'GET /api/cases/{id}/monthly-reports': { sees: 'project' },
  'GET /api/cases/{id}/attachments': { sees: 'project' },
  'POST /api/cases/{id}/attachments': { sees: 'project', query: `id=${randomUUID()}` },
  'GET /api/attachments/{id}': { sees: 'attachment' },
  'DELETE /api/attachments/{id}': { sees: 'attachment' },
  'GET /api/cases/{id}/workbook.xlsx': { sees: 'project' },
  'GET /api/cases/{id}/workbook': { sees: 'project' },
  'POST /api/cases/{id}/workbook': { sees: 'project', query: `id=${randomUUID()}` },
  'GET /api/cases/{id}/print.docx': { sees: 'project' },
  'GET /api/cases/{id}/export': { sees: 'project' },
  'GET /api/lists/{id}/projects': { sees: 'transmittal' },
  'GET /api/registrations/{id}': { sees: 'registration' },
  'POST /api/key-projects': {
    gate: { roles: 'EA' },
    body: { id: randomUUID(), callId: randomUUID(), type: 'new', title: '项目', county: '532301' },
  },

  'GET /api/calls': 'signed-in',
  'GET /api/calls/{id}/lists': 'signed-in',
  'GET /api/reports/monthly/projects': 'signed-in',
  'GET /api/reports/monthly.xlsx': { sees: 'call', query: 'month=2027-03&callId=' },
  'GET /api/calls/{id}/transmittable': { gate: [[transmittal, 'S']] },
  'GET /api/calls/{id}/for-meeting': { gate: { roles: 'VO', not: 'sti finance' } },
  'GET /api/calls/{id}/carry-over.xlsx': { sees: 'call' },
  'POST /api/calls/{id}/carry-over/preview': { gate: { roles: 'VO', not: 'sti finance' } },
  'POST /api/calls': { gate: { roles: 'VO', not: 'sti finance' } },
  'GET /api/calls/{id}/progress': { sees: 'call' },
  'GET /api/calls/{id}/load-forecast': { sees: 'call' },
  'GET /api/calls/{id}/load-forecast/projects': { sees: 'call', query: 'level=county&region=532301&number=open' },
  'GET /api/calls/{id}/carry-over': { sees: 'call' },
  'GET /api/calls/{id}/template.xlsx': { sees: 'call', query: 'type=new' },
  'POST /api/calls/{id}/import': { gate: { roles: 'EA' }, query: `id=${randomUUID()}` },
  'POST /api/calls/{id}/import/preview': { gate: { roles: 'EA' } },
  'POST /api/transmittals': { gate: [[transmittal, 'S']] },
  'POST /api/selection-lists': { gate: { roles: 'VO', not: 'sti finance' } },
  'GET /api/coordination-items': 'signed-in',
  'GET /api/coordination-items/list.xlsx': 'signed-in',
  'GET /api/bans/list.xlsx': { gate: [['Disqualification, ban, credit record', 'R']] },
  'GET /api/bans': { gate: [['Disqualification, ban, credit record', 'R']] },
  'POST /api/coordination-items': { gate: [['Problem item', 'C']] },

  'GET /api/experts': { gate: [[pool, 'R']] },
  'GET /api/experts/candidates': { gate: [[pool, 'C']] },
  'POST /api/experts': { gate: [[pool, 'C']] },
  'PUT /api/experts/{id}': { gate: [[pool, 'C']] },
  'POST /api/experts/{id}/approval': { gate: [[pool, 'A']] },
  'POST /api/experts/{id}/disabling': {
    gate: [
      [pool, 'C'],
      [pool, 'A'],
    ],
  },

  'GET /api/admin/people': { gate: readsUsers },
  'GET /api/admin/people/{id}': { sees: 'person', gate: readsUsers },
  'POST /api/admin/people': { gate: [[users, 'C']] },
  'PUT /api/admin/people/{id}': { gate: [[users, 'C']] },
  'POST /api/admin/people/{id}/disabling': { gate: [[users, 'C']] },
  'POST /api/admin/people/{id}/enabling': { gate: [[users, 'C']] },
  'POST /api/admin/people/{id}/password-link': { gate: [[users, 'C']] },
  'POST /api/admin/people/{id}/posts': { gate: [[rights, 'C']] },
  'POST /api/admin/people/{id}/posts/removal': { gate: [[rights, 'C']] },
  'POST /api/admin/persons/{id}/second-factor/removal': { gate: administrator },
  'GET /api/admin/units': { gate: readsUsers },
  'GET /api/admin/units/{id}': { sees: 'unit', gate: [[users, 'R']] },
  'POST /api/admin/units': { gate: administrator },
  'PUT /api/admin/units/{id}': { gate: administrator },
  'PUT /api/admin/units/{id}/contact': { gate: [[users, 'C']] },
  'POST /api/admin/units/{id}/disabling': { gate: administrator, body: reason },
  'POST /api/admin/units/{id}/enabling': { gate: administrator },
  'PUT /api/dictionaries/{dictionary}/{value}': { gate: administrator },
  'PUT /api/calendar/{year}': { gate: administrator },
  'GET /api/admin/clock': { gate: administrator },
  'POST /api/admin/clock': { gate: administrator },
  'GET /api/admin/audit': { gate: [['Logs', 'R']] },
  'GET /api/admin/audit/verification': { gate: [['Logs', 'R']] },
  'GET /api/admin/audit.csv': { gate: { roles: 'SE AU' } },
  'GET /api/admin/mails': { gate: { roles: 'SA AU' } },
  'GET /api/inspector/views': { gate: { roles: 'SA AU' } },
  'GET /api/inspector/cases': { gate: { roles: 'SA AU' } },
  'GET /api/inspector/cases/{id}': { gate: { roles: 'SA AU' } },
  'GET /api/inspector/cases/{id}/engine': { gate: { roles: 'SA AU' } },
  'POST /api/inspector/cases/{id}/delivery': { gate: administrator },
  'POST /api/inspector/mails/{id}/sending': { gate: administrator },

  'GET /api/budgets': { gate: { roles: 'FN VO VD VL AU', not: 'miit' } },
  'POST /api/budgets': { gate: [[payment, 'P']] },
  'GET /api/payables': { gate: [[payment, 'P']] },
  'POST /api/payment-orders': { gate: [[payment, 'P']] },
  'GET /api/payment-orders/{id}/list.xlsx': { sees: 'payment', gate: [[payment, 'P']] },
  'POST /api/receipts': { gate: [[payment, 'P']] },
  'GET /api/ledger': { gate: { roles: 'FN VD VL AU', not: 'miit' } },
  'GET /api/ledger/entries': { gate: { roles: 'FN VD VL AU', not: 'miit' }, query: 'account=x' },
  'GET /api/reconciliation': { gate: { roles: 'FN AU' } },
  'POST /api/cases/{id}/recovery': { gate: { roles: 'VO', not: 'miit' } },
  'POST /api/claim-calls': { gate: { roles: 'VO', not: 'miit finance' } },
  'GET /api/claims/offers': { gate: { roles: 'EA UA FI' } },
  'POST /api/claims': { gate: { roles: 'EA UA FI' } },
  'GET /api/claims/template.xlsx': { gate: { roles: 'EA UA FI' }, query: 'measure=C6.1' },
  'POST /api/claim-calls/{id}/import': { gate: { roles: 'EA UA FI' }, query: 'measure=C6.1' },
  'POST /api/claim-calls/{id}/import/preview': { gate: { roles: 'EA UA FI' }, query: 'measure=C6.1' },
  'POST /api/vouchers': { gate: { roles: 'EA UA' } },
  'GET /api/claims/for-meeting': { gate: { roles: 'VO VD VL AU', not: 'miit finance' } },
  'POST /api/claim-lists': { gate: { roles: 'VO', not: 'miit finance' } },
  'GET /api/claims/listed': { gate: { roles: 'VO VD VL RU FN AU', not: 'miit' }, query: `ids=${randomUUID()}` },
  'GET /api/caps': { gate: { roles: 'VO VD VL FN AU EA UA FI', not: 'miit' } },
  'GET /api/subsidy-rules': { gate: { roles: 'VO VD VL FN AU', not: 'miit' } },
  'POST /api/subsidy-rules': { gate: { roles: 'VL', not: 'miit finance' } },
  'GET /api/subsidies/rollup': { gate: { roles: 'VO VD VL RU FN AU', not: 'miit' }, query: 'year=2026' },
  'GET /api/subsidies/rollup.xlsx': { gate: { roles: 'VO VD VL RU FN AU', not: 'miit' }, query: 'year=2026' },
  'GET /api/registers': { gate: [[call, 'R']] },
  'GET /api/registers/{register}': { gate: [[call, 'R']] },
  'GET /api/registers/{register}/list.xlsx': { gate: [[call, 'R']] },
  'PUT /api/registers/{register}/entries/{id}': {
    gate: [
      [call, 'C'],
      [claim, 'C'],
      [claim, 'S'],
    ],
    body: { number: 'XZ-99', from: '2026-01-01', values: { name: '险种' } },
  },
  'POST /api/registers/{register}/import': { gate: [[call, 'C']] },
  'POST /api/subsidies/estimate': { gate: [[claim, 'R']], body: { measure: 'C7.1', facts: {}, year: 2026 } },
  'POST /api/formations': { gate: { roles: 'VO VD UA LD' } },
  'GET /api/formations/{id}/checks': { sees: 'formation' },
  'GET /api/consortia': 'signed-in',
  'GET /api/consortia/asked': 'signed-in',
  'GET /api/consortia/list.xlsx': 'signed-in',
  'GET /api/consortia/{id}/life': { sees: 'consortium' },
  'GET /api/policy-versions': 'signed-in',
  'POST /api/policy-versions': { gate: [[call, 'A']] },
  'GET /api/cases/{id}/documents/{document}': { sees: 'formation' },
  'GET /api/cases/{id}/documents/{document}/print.docx': { sees: 'formation' },
  'PUT /api/cases/{id}/documents/{document}': { sees: 'formation', body: () => ({ content: { fields: {}, tables: {} } }) },
  'POST /api/disbursements': { gate: { roles: 'VO', not: 'miit' } },
};
