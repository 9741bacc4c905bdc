import { Link } from 'react-router';
import type { InspectedMail } from '#apps/api/contract.js';
import { usePages, useUrlFilter } from '../../data/pages.js';
import { mailColumns, mailStates } from '../inspector/mail-table.js';
import { FilterBar, type FilterField } from './filter-bar.js';
import { PagedTable } from './paged-table.js';
import { PageTitle } from './page-title.js';
import type { Rights } from './sections.js';

const fields: FilterField[] = [
  { key: 'text', label: '主题或地址' },
  { key: 'status', label: '状态', options: Object.entries(mailStates).map(([value, [label]]) => ({ value, label })) },
];

type LoggedMail = InspectedMail & { caseId: string | null };

/** 邮件日志: what was sent, what came back; never a body. */
export function MailsPage({ rights }: { rights: Rights }) {
  const [filter, change] = useUrlFilter();
  const pages = usePages<LoggedMail>('/admin/mails', filter);
  return (
    <>
      <PageTitle>邮件日志</PageTitle>
      <FilterBar fields={fields} filter={filter} change={change} />
      <PagedTable
        pages={pages}
        rowKey="id"
        empty="没有符合条件的邮件。"
        columns={[
          ...mailColumns<LoggedMail>(rights.holds('SA')),
          { title: '事项', render: (_, mail) => (mail.caseId ? <Link to={`/inspector/${mail.caseId}`}>查看</Link> : '—') },
        ]}
      />
    </>
  );
}
