import { Flex, Result } from 'antd';
import type { ReactNode } from 'react';
import { Navigate, NavLink, Route, Routes } from 'react-router';
import type { Rights, Section } from './sections.js';

interface Props {
  label: string;
  /** '/admin', '/payments': where the sections lie. */
  root: string;
  sections: Section[];
  pages: Record<string, (rights: Rights) => ReactNode>;
  rights: Rights;
}

/** A group of pages: those the person's roles open on the left, the chosen one beside them. */
export function SectionFrame({ label, root, sections, pages, rights }: Props) {
  const open = sections.filter((section) => section.open(rights));
  if (open.length === 0)
    return <Result status="403" title={`您的岗位没有${label}权限`} subTitle="如确需办理，请联系安全管理员调整岗位。" />;
  const first = `${root}/${open[0]!.path}`;
  return (
    <Flex gap={24} align="flex-start">
      <nav aria-label={label} style={{ width: 140, flex: 'none', background: '#fff', padding: 12, borderRadius: 4 }}>
        {open.map((section) => (
          <NavLink
            key={section.path}
            to={`${root}/${section.path}`}
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
          <Route index element={<Navigate replace to={first} />} />
          {open.map((section) => (
            <Route key={section.path} path={section.path} element={pages[section.path]!(rights)} />
          ))}
          <Route path="*" element={<Navigate replace to={first} />} />
        </Routes>
      </section>
    </Flex>
  );
}
