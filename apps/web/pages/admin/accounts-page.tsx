import { Button } from 'antd';
import { useState } from 'react';
import type { AccountRow } from '#apps/api/contract.js';
import { roleName } from '#domain/organisation/roles.js';
import { usePages, useUrlFilter } from '../../data/pages.js';
import { AccountDialog } from './account-dialog.js';
import { AccountDrawer } from './account-drawer.js';
import { AccountState } from './account-state.js';
import { FilterBar, type FilterField } from './filter-bar.js';
import { roleOptions } from './labels.js';
import { PagedTable } from './paged-table.js';
import { PageTitle } from './page-title.js';
import type { Rights } from './sections.js';

const fields: FilterField[] = [
  { key: 'text', label: '姓名、登录名或单位' },
  { key: 'role', label: '岗位', options: roleOptions, width: 200 },
  {
    key: 'status',
    label: '状态',
    options: [
      { value: 'active', label: '正常' },
      { value: 'disabled', label: '已停用' },
    ],
    width: 120,
  },
];

/** 账号与岗位: accounts are the system administrator's, posts the security administrator's; both see the same list. */
export function AccountsPage({ rights }: { rights: Rights }) {
  const [filter, change] = useUrlFilter();
  const [shown, setShown] = useState<string>();
  const [adding, setAdding] = useState(false);
  const pages = usePages<AccountRow>('/admin/people', filter);
  return (
    <>
      <PageTitle>账号与岗位</PageTitle>
      <FilterBar fields={fields} filter={filter} change={change}>
        {filter.unitId && <Button onClick={() => change({ unitId: '' })}>不限单位</Button>}
        {rights.may('C', 'users-orgs') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            新建账号
          </Button>
        )}
      </FilterBar>
      <PagedTable
        pages={pages}
        rowKey="id"
        empty="没有符合条件的账号，请调整筛选条件。"
        columns={[
          {
            title: '姓名',
            render: (_, person) => (
              <Button type="link" style={{ padding: 0 }} onClick={() => setShown(person.id)}>
                {person.name}
              </Button>
            ),
          },
          { title: '登录名', dataIndex: 'login' },
          { title: '所属单位', render: (_, person) => person.unit?.name ?? '—' },
          {
            title: '岗位',
            render: (_, person) =>
              person.posts.length === 0
                ? '未授予'
                : person.posts.map((post) => (
                    <div key={`${post.unitId} ${post.role}`}>
                      {roleName(post.role)}
                      {post.unitId !== person.unit?.id && `（${post.unit}）`}
                    </div>
                  )),
          },
          { title: '邮箱', render: (_, person) => person.email ?? '—' },
          { title: '电话', render: (_, person) => person.phone ?? '—' },
          { title: '状态', render: (_, person) => <AccountState person={person} /> },
        ]}
      />
      {adding && <AccountDialog close={() => setAdding(false)} />}
      {shown && <AccountDrawer id={shown} rights={rights} close={() => setShown(undefined)} />}
    </>
  );
}
