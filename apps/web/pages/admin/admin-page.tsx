import type { ReactNode } from 'react';
import type { Me } from '#apps/api/contract.js';
import { AccountsPage } from './accounts-page.js';
import { AuditPage } from './audit-page.js';
import { CalendarPage } from './calendar-page.js';
import { ClockPage } from './clock-page.js';
import { DictionariesPage } from './dictionaries-page.js';
import { ExpertsPage } from './experts-page.js';
import { MailsPage } from './mails-page.js';
import { RolesPage } from './roles-page.js';
import { SectionFrame } from './section-frame.js';
import { rightsOf, sections, type Rights } from './sections.js';
import { UnitsPage } from './units-page.js';

const pages: Record<string, (rights: Rights) => ReactNode> = {
  units: (rights) => <UnitsPage rights={rights} />,
  people: (rights) => <AccountsPage rights={rights} />,
  roles: () => <RolesPage />,
  experts: (rights) => <ExpertsPage rights={rights} />,
  dictionaries: (rights) => <DictionariesPage rights={rights} />,
  calendar: (rights) => <CalendarPage rights={rights} />,
  audit: (rights) => <AuditPage rights={rights} />,
  mails: (rights) => <MailsPage rights={rights} />,
  clock: () => <ClockPage />,
};

/** 系统管理: the pages the person's roles open. */
export function AdminPage({ me }: { me: Me }) {
  return <SectionFrame label="系统管理" root="/admin" sections={sections} pages={pages} rights={rightsOf(me)} />;
}
