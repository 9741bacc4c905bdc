import { Flex, Result } from 'antd';
import type { ReactNode } from 'react';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import type { Me } from '#apps/api/contract.js';
import { AccountsPage } from './accounts-page.js';
import { AuditPage } from './audit-page.js';
import { CalendarPage } from './calendar-page.js';
import { ClockPage } from './clock-page.js';
import { DictionariesPage } from './dictionaries-page.js';
import { ExpertsPage } from './experts-page.js';
import { MailsPage } from './mails-page.js';
import { RolesPage } from './roles-page.js';
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

/** 系统管理: the pages the person's roles open, on the left; the chosen one beside it. */
export function AdminPage({ me }: { me: Me }) {
  const rights = rightsOf(me);
  const open = sections.filter((section) => section.open(rights));
  if (open.length === 0)
    return <Result status="403" title="您的岗位没有管理权限" subTitle="如确需办理，请联系安全管理员调整岗位。" />;
  return (
    <Flex gap={24} align="flex-start">
      <nav aria-label="系统管理" style={{ width: 140, flex: 'none', background: '#fff', padding: 12, borderRadius: 4 }}>
        {open.map((section) => (
          <NavLink
            key={section.path}
            to={`/admin/${section.path}`}
            style={({ isActive }) => ({
              display: 'block',
              padding: '8px 12px',
              borderRadius: 4,
              color: isActive ? '#fff' : '#262626',
              background: isActive ? '#0b5cad' : 'transparent',
              textDecoration: 'none',
            })}
          >
            {section.label}
          </NavLink>
        ))}
      </nav>
      <section style={{ flex: 1, minWidth: 0 }}>
        <Routes>
          <Route index element={<Navigate replace to={`/admin/${open[0]!.path}`} />} />
          {open.map((section) => (
            <Route key={section.path} path={section.path} element={pages[section.path]!(rights)} />
          ))}
          <Route path="*" element={<Navigate replace to={`/admin/${open[0]!.path}`} />} />
        </Routes>
      </section>
    </Flex>
  );
}
