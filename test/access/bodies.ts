import { randomUUID } from 'node:crypto';
import { validExample } from '#domain/key-project/examples.js';
import { testPassword } from '#test/harness/api.js';

/** S12 where it is asked again. */
const password = testPassword;
const reason = { reason: '因工作需要调整岗位' };
const person = (unitId: string) => ({ name: '赵甲', email: 'zhao@example.test', phone: '13800000001', unitId });
const unit = { name: '新设单位', kind: 'enterprise', level: 'unit', departments: [], regionCode: '532301' };
const expert = { employer: '云岭大学', fields: ['原材料'], finance: false, relations: [] };
const token = 'x'.repeat(43);

/** Who sends a body, and one the route's schema takes. `ids`: what the body's ids mean. */
export interface Sample {
  by?: string;
  body: (ids: { call: string; project: string; unit: string; person: string }) => Record<string, unknown>;
}

/** One good body for every route that takes JSON (S5, S6): a route without one fails the test. */
export const samples: Record<string, Sample> = {
  'POST /api/session': { body: () => ({ login: 'nobody', password: 'not-a-password' }) },
  'POST /api/password/forgot': { body: () => ({ account: 'nobody' }) },
  'POST /api/password/link': { body: () => ({ token }) },
  'POST /api/password/reset': { body: () => ({ token, password: 'Another-2026!' }) },
  'POST /api/registrations': {
    body: () => ({
      ...{ id: randomUUID(), uscc: '91532300MA6TEXT3XK', name: '新办企业', kind: 'enterprise', county: '532301' },
      legalRepresentative: '王一',
      administrator: { name: '王二', phone: '13800000000', email: 'wang@example.test' },
    }),
  },
  'POST /api/public/pages/{id}/objections': {
    body: ({ project }) => ({ id: randomUUID(), projectId: project, name: '李', contact: '13800000000', evidence: '证据' }),
  },
  'PUT /api/account/password': { by: 'vl', body: () => ({ current: 'wrong-one', password: 'Another-2026!' }) },
  'POST /api/account/deputies': {
    by: 'co',
    body: ({ person: deputyId }) => ({
      ...{ id: randomUUID(), deputyId, from: '2026-12-02', until: '2026-12-03', processes: ['key-project'] },
    }),
  },
  'POST /api/account/totp': { by: 'vl', body: () => ({ current: 'wrong-one' }) },
  'POST /api/account/totp/confirm': { by: 'vl', body: () => ({ code: '000000' }) },
  'POST /api/acts': {
    by: 'ea',
    body: ({ project }) => ({ on: 'x', cases: [{ caseId: project, id: randomUUID(), revision: 0 }] }),
  },
  'POST /api/cases/{id}/acts': { by: 'ea', body: () => ({ id: randomUUID(), on: 'x', payload: {}, opinion: '意见' }) },
  'PUT /api/cases/{id}/draft': { by: 'ea', body: () => ({ content: validExample('new', 2027), basedOn: 'x' }) },
  'POST /api/key-projects': {
    by: 'ea',
    body: ({ call }) => ({ id: randomUUID(), callId: call, type: 'new', title: '项目', county: '532301' }),
  },
  'POST /api/calls': { by: 'vo', body: () => ({ id: randomUUID(), year: 2029 }) },
  'POST /api/transmittals': { by: 'po', body: ({ call }) => ({ id: randomUUID(), callId: call }) },
  'POST /api/selection-lists': { by: 'vo', body: ({ call }) => ({ id: randomUUID(), callId: call }) },
  'POST /api/claim-calls': {
    by: 'science',
    body: () => ({
      ...{
        id: randomUUID(),
        title: '2027年科技金融补助申报',
        year: 2027,
        measures: ['C1'],
        opensOn: '2027-01-01',
        closesOn: '2027-12-31',
      },
      ...{ office: '科技金融处', phones: ['0871-63130000'] },
    }),
  },
  'POST /api/claims': { by: 'ea', body: ({ call }) => ({ id: randomUUID(), callId: call, measure: 'C6.1' }) },
  'POST /api/vouchers': { by: 'ea', body: () => ({ id: randomUUID(), kind: 'guarantee', purpose: '贷款担保' }) },
  'POST /api/claim-lists': { by: 'science', body: ({ project }) => ({ id: randomUUID(), claims: [project] }) },
  'POST /api/subsidy-rules': {
    by: 'science-leader',
    body: () => ({
      ...{ version: '2030', from: '2030-01-01', source: '文件', changes: [{ path: 'C1.pool', value: '12000' }] },
      password,
    }),
  },
  'POST /api/coordination-items': {
    by: 'ea',
    body: () => ({ id: randomUUID(), title: '用电指标', detail: '需协调用电指标', department: 'miit' }),
  },
  'POST /api/experts': { by: 'vo', body: ({ person: personId }) => ({ personId, ...expert }) },
  'PUT /api/experts/{id}': { by: 'vo', body: () => expert },
  'POST /api/experts/{id}/disabling': { by: 'vo', body: () => reason },
  'POST /api/admin/people': { by: 'sa', body: ({ unit: unitId }) => person(unitId) },
  'PUT /api/admin/people/{id}': { by: 'sa', body: ({ unit: unitId }) => person(unitId) },
  'POST /api/admin/people/{id}/disabling': { by: 'sa', body: () => reason },
  'POST /api/admin/people/{id}/posts': { by: 'se', body: ({ unit: unitId }) => ({ unitId, role: 'EA', password }) },
  'POST /api/admin/people/{id}/posts/removal': { by: 'se', body: ({ unit: unitId }) => ({ unitId, role: 'EA', password }) },
  'POST /api/admin/persons/{id}/second-factor/removal': { by: 'sa', body: () => ({ ...reason, password }) },
  'POST /api/admin/units': { by: 'sa', body: () => unit },
  'PUT /api/admin/units/{id}': { by: 'sa', body: () => unit },
  'PUT /api/admin/units/{id}/contact': { by: 'sa', body: () => ({ address: '楚雄', legalRepresentative: '王一' }) },
  'POST /api/admin/units/{id}/disabling': { by: 'sa', body: () => reason },
  'PUT /api/dictionaries/{dictionary}/{value}': { by: 'sa', body: () => ({ label: '同意。', position: 1, enabled: true }) },
  'PUT /api/calendar/{year}': { by: 'sa', body: () => ({ off: ['2031-01-01'], work: [], source: '国务院办公厅通知' }) },
  'POST /api/admin/clock': { by: 'sa', body: () => ({ speed: 0 }) },
  'POST /api/inspector/cases/{id}/delivery': { by: 'sa', body: () => reason },
  'POST /api/inspector/mails/{id}/sending': { by: 'sa', body: () => reason },
  'POST /api/budgets': { by: 'fn', body: () => ({ line: 'x-1', year: 2027, label: '专项' }) },
  'POST /api/payment-orders': { by: 'fn', body: () => ({ id: randomUUID() }) },
  'POST /api/cases/{id}/recovery': { by: 'science', body: () => ({ id: randomUUID(), ground: '弄虚作假骗取', due: [] }) },
  'POST /api/formations': {
    by: 'science',
    body: () => ({
      ...{ id: randomUUID(), title: '绿色铝', industry: '绿色铝', origin: 'top-down' },
      ...{ target: '短流程制备', need: '省级重大科技专项' },
    }),
  },
  'POST /api/policy-versions': {
    by: 'vl',
    body: () => ({ title: '工作方案', documentNo: '云科规〔2026〕9号', validFrom: '2026-05-20' }),
  },
  'PUT /api/cases/{id}/documents/{document}': {
    by: 'ea',
    body: () => ({ content: { fields: {}, tables: {} }, basedOn: 'x' }),
  },
  'PUT /api/registers/{register}/entries/{id}': {
    by: 'science',
    body: () => ({ number: 'XZ-99', from: '2026-01-01', values: { name: '险种' } }),
  },
  'POST /api/subsidies/estimate': { by: 'ea', body: () => ({ measure: 'C7.1', year: 2026, facts: { fee: '40' } }) },
  'POST /api/disbursements': {
    by: 'science',
    body: () => ({
      ...{ id: randomUUID(), consortiumId: randomUUID(), title: '拨付计划', total: '100', pledged: '0', template: '70/30' },
      account: { name: '企业', bank: '工商银行', number: '12345678' },
    }),
  },
};

/** Routes that take a file, or nothing at all. */
export const without = new Set([
  'POST /api/cases/{id}/attachments',
  'POST /api/cases/{id}/workbook',
  'POST /api/calls/{id}/import',
  'POST /api/calls/{id}/import/preview',
  'POST /api/calls/{id}/carry-over/preview',
  'POST /api/receipts',
  'POST /api/account/deputies/{id}/ending',
  'POST /api/registers/{register}/import',
  'POST /api/claim-calls/{id}/import',
  'POST /api/claim-calls/{id}/import/preview',
  'POST /api/experts/{id}/approval',
  'POST /api/admin/people/{id}/enabling',
  'POST /api/admin/people/{id}/password-link',
  'POST /api/admin/units/{id}/enabling',
]);
