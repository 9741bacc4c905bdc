import type { ReactNode } from 'react';
import type { Me } from '#apps/api/contract.js';
import { SectionFrame } from '../admin/section-frame.js';
import { rightsOf, type Rights } from '../admin/sections.js';
import { BudgetsPage } from './budgets-page.js';
import { LedgerPage } from './ledger-page.js';
import { OrdersPage } from './orders-page.js';
import { ReconciliationPage } from './reconciliation-page.js';
import { paymentSections } from './sections.js';

const pages: Record<string, (rights: Rights) => ReactNode> = {
  budgets: (rights) => <BudgetsPage rights={rights} />,
  orders: () => <OrdersPage />,
  ledger: () => <LedgerPage />,
  reconciliation: () => <ReconciliationPage />,
};

/** 资金: budgets, payment orders, the ledger and reconciliation with the treasury. */
export function PaymentsPages({ me }: { me: Me }) {
  return <SectionFrame label="资金" root="/payments" sections={paymentSections} pages={pages} rights={rightsOf(me)} />;
}
