import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Drawer, Space, Spin } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { UnitDetail, UnitRow } from '#apps/api/contract.js';
import { regionName } from '#domain/organisation/regions.js';
import { roleName, type Role } from '#domain/organisation/roles.js';
import { api } from '../../data/client.js';
import { usePages, useUrlFilter } from '../../data/pages.js';
import { ToneTag } from '../tone-tag.js';
import { ConfirmAct } from './confirm-act.js';
import { FilterBar, type FilterField } from './filter-bar.js';
import {
  departments,
  kindOptions,
  levelOptions,
  regionOptions,
  unitKinds,
  unitLevels,
  unitStateOptions,
  unitStates,
} from './labels.js';
import { PagedTable } from './paged-table.js';
import { PageTitle } from './page-title.js';
import type { Rights } from './sections.js';
import { UnitContactDialog, UnitDialog } from './unit-dialog.js';

const fields: FilterField[] = [
  { key: 'text', label: '名称或信用代码' },
  { key: 'region', label: '地区', options: regionOptions, width: 200 },
  { key: 'level', label: '层级', options: levelOptions, width: 120 },
  { key: 'kind', label: '类别', options: kindOptions },
  { key: 'status', label: '状态', options: unitStateOptions, width: 120 },
];

/** 单位: by region; the system administrator keeps them, a unit's administrator the own one's contact. */
export function UnitsPage({ rights }: { rights: Rights }) {
  const [filter, change] = useUrlFilter();
  const [shown, setShown] = useState<string>();
  const [adding, setAdding] = useState(false);
  const pages = usePages<UnitRow>('/admin/units', filter);
  return (
    <>
      <PageTitle>单位</PageTitle>
      <FilterBar fields={fields} filter={filter} change={change}>
        {rights.holds('SA') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            新建单位
          </Button>
        )}
      </FilterBar>
      <PagedTable
        pages={pages}
        rowKey="id"
        empty="没有符合条件的单位，请调整筛选条件。"
        columns={[
          {
            title: '名称',
            render: (_, unit) => (
              <Button type="link" style={{ padding: 0 }} onClick={() => setShown(unit.id)}>
                {unit.name}
              </Button>
            ),
          },
          { title: '信用代码', render: (_, unit) => unit.uscc ?? '—' },
          { title: '类别', render: (_, unit) => unitKinds[unit.kind] ?? unit.kind },
          { title: '层级', render: (_, unit) => unitLevels[unit.level] },
          { title: '业务', render: (_, unit) => unit.departments.map((one) => departments[one]).join('、') || '—' },
          { title: '地区', render: (_, unit) => (unit.regionCode ? regionName(unit.regionCode) : '—') },
          { title: '账号数', dataIndex: 'people' },
          {
            title: '状态',
            render: (_, unit) => <ToneTag tone={unitStates[unit.status]![1]}>{unitStates[unit.status]![0]}</ToneTag>,
          },
        ]}
      />
      {adding && <UnitDialog close={() => setAdding(false)} />}
      {shown && <UnitDrawer id={shown} rights={rights} close={() => setShown(undefined)} />}
    </>
  );
}

function UnitDrawer({ id, rights, close }: { id: string; rights: Rights; close: () => void }) {
  const [editing, setEditing] = useState(false);
  const found = useQuery({ queryKey: ['unit', id], queryFn: () => api<UnitDetail>('GET', `/admin/units/${id}`) });
  const unit = found.data;
  const administrator = rights.holds('SA');
  return (
    <Drawer
      open
      onClose={close}
      size="large"
      title={unit?.name ?? '单位'}
      extra={
        unit && (
          <Space>
            {rights.may('C', 'users-orgs') && (
              <Button size="small" onClick={() => setEditing(true)}>
                {administrator ? '编辑' : '修改联系信息'}
              </Button>
            )}
            {administrator && <Enabling unit={unit} />}
          </Space>
        )
      }
    >
      {found.isPending && <Spin />}
      {found.error && <Alert type="error" showIcon title={found.error.message} />}
      {unit && (
        <Descriptions
          bordered
          size="small"
          column={1}
          items={[
            { key: 'uscc', label: '统一社会信用代码', children: unit.uscc ?? '—' },
            { key: 'kind', label: '类别', children: `${unitKinds[unit.kind]}（${unitLevels[unit.level]}）` },
            { key: 'region', label: '地区', children: unit.regionCode ? regionName(unit.regionCode) : '—' },
            { key: 'parent', label: '上级单位', children: unit.parent?.name ?? '—' },
            { key: 'children', label: '下级单位', children: `${unit.children} 个` },
            { key: 'address', label: '地址', children: unit.address || '—' },
            { key: 'legal', label: '法定代表人', children: unit.legalRepresentative || '—' },
            { key: 'tasks', label: '未办结待办', children: `${unit.openTasks} 项` },
            {
              key: 'posts',
              label: '岗位',
              children:
                unit.posts.map((post) => (
                  <div key={`${post.personId} ${post.role}`}>{`${post.person} · ${roleName(post.role as Role)}`}</div>
                )) ?? '—',
            },
            {
              key: 'people',
              label: '账号',
              children: <Link to={`/admin/people?unitId=${unit.id}`}>查看 {unit.people} 个账号</Link>,
            },
          ]}
        />
      )}
      {unit && editing && administrator && <UnitDialog unit={unit} close={() => setEditing(false)} />}
      {unit && editing && !administrator && <UnitContactDialog unit={unit} close={() => setEditing(false)} />}
    </Drawer>
  );
}

function Enabling({ unit }: { unit: UnitDetail }) {
  if (unit.status === 'disabled')
    return (
      <ConfirmAct label="启用" effect="该单位人员将恢复原有岗位权限。" path={`/admin/units/${unit.id}/enabling`} done="已启用" />
    );
  return (
    <ConfirmAct
      label="停用"
      danger
      reason
      effect="该单位全部人员将立即失去岗位权限；名下有待办的单位不能停用。"
      path={`/admin/units/${unit.id}/disabling`}
      done="已停用"
    />
  );
}
