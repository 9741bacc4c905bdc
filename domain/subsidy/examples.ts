import type { Facts } from './facts.js';
import type { Measure } from './measures.js';

/** Complete facts of a claim in 2026, one a measure: demo data and tests start from them. */
export const exampleFacts: Record<Measure, Facts> = {
  C1: { loanNo: 'DK-2024-001', disbursedOn: '2024-03-01', loss: '100', borrower: 'high-tech' },
  'C2.1': { loans: [{ no: 'XD-2026-001', product: 'CP-001', date: '2026-03-02', amount: '3000', filed: true, renewal: false }] },
  'C2.2': { fees: [{ no: 'FP-0001', date: '2026-03-02', kind: 'appraisal', loan: 'ip-pledge', amount: '80' }] },
  C3: {
    registered: true,
    certifiedFrom: '2025-01-01',
    certifiedUntil: '2027-12-31',
    guarantees: [{ no: 'DB-2026-001', voucher: 'Q-0001', date: '2026-04-01', amount: '10000' }],
  },
  C4: {
    form: 'risk',
    stage: 'seed',
    invested: '500',
    investedOn: '2023-06-15',
    investeeFoundedOn: '2021-03-01',
    revenue: '320',
    assets: '1200',
    staff: '46',
    listed: false,
    deal: '滇池生物 A轮',
    investeeCertificate: 'KJ-2025-002',
    inYunnan: true,
    related: false,
  },
  C5: { capital: '5000.00', driven: '20000.00', cost: '80', foundedOn: '2023-03-01' },
  'C6.1': {
    loanNo: 'LD-2026-001',
    loanDate: '2026-01-20',
    product: 'CP-001',
    periods: [{ paid: '43.50', penalty: '', rate: '4.35', paidOn: '2026-11-20' }],
  },
  'C6.2': {
    loanNo: 'ZY-2026-001',
    loanDate: '2026-01-20',
    pledge: 'patent',
    periods: [{ paid: '36.00', penalty: '', rate: '4.5', paidOn: '2026-11-20' }],
  },
  'C7.1': { contractNo: 'DBF-2026-001', guarantor: 'SQ-001', voucher: 'Q-1001', fee: '40', paidOn: '2026-05-10' },
  'C7.2': { contractNo: 'BD-2026-001', insuranceKind: 'XZ-01', voucher: 'Q-2001', fee: '25', paidOn: '2026-05-10' },
  C8: {
    loanNo: 'ZH-2026-001',
    taskNo: '202202AA080001',
    loanDate: '2025-01-01',
    role: 'lead',
    termFrom: '2025-01-01',
    termUntil: '2028-12-31',
    periods: [{ paid: '200.00', penalty: '', rate: '4', paidOn: '2026-11-20' }],
  },
};
