import { Button, Space } from 'antd';
import { useState } from 'react';
import type { ExpertRow } from '#apps/api/contract.js';
import { keyFields } from '#domain/key-project/form.js';
import { relationKinds } from '#domain/organisation/expert.js';
import { usePages, useUrlFilter } from '../../data/pages.js';
import { ToneTag } from '../tone-tag.js';
import { ConfirmAct } from './confirm-act.js';
import { ExpertDialog } from './expert-dialog.js';
import { FilterBar, type FilterField } from './filter-bar.js';
import { PagedTable } from './paged-table.js';
import { PageTitle } from './page-title.js';
import type { Rights } from './sections.js';

const states: Record<string, [label: string, tone: string]> = {
  pending: ['待审定', 'review'],
  active: ['在库', 'passed'],
  disabled: ['停用', 'ended'],
};

const fields: FilterField[] = [
  { key: 'text', label: '姓名或工作单位' },
  { key: 'field', label: '领域', options: keyFields },
  { key: 'status', label: '状态', options: Object.entries(states).map(([value, [label]]) => ({ value, label })), width: 120 },
];

/** 专家库 (6.2): proposed by the office, admitted by its head; only who is in the pool is drawn. */
export function ExpertsPage({ rights }: { rights: Rights }) {
  const [filter, change] = useUrlFilter();
  const [editing, setEditing] = useState<ExpertRow | 'new'>();
  const pages = usePages<ExpertRow>('/experts', filter);
  const keeps = rights.may('C', 'expert-pool');
  const admits = rights.may('A', 'expert-pool');
  return (
    <>
      <PageTitle>专家库</PageTitle>
      <FilterBar fields={fields} filter={filter} change={change}>
        {keeps && (
          <Button type="primary" onClick={() => setEditing('new')}>
            新增专家
          </Button>
        )}
      </FilterBar>
      <PagedTable
        pages={pages}
        rowKey="personId"
        empty="没有符合条件的专家。"
        columns={[
          { title: '姓名', dataIndex: 'name' },
          { title: '工作单位', dataIndex: 'employer' },
          { title: '领域', render: (_, expert) => expert.fields.join('、') },
          { title: '财务', render: (_, expert) => (expert.finance ? '是' : '否') },
          {
            title: '回避关系',
            render: (_, expert) =>
              expert.relations.length === 0
                ? '未申报'
                : expert.relations.map((relation, index) => (
                    <div key={index}>
                      {relation.unit}（{relationKinds[relation.kind]}
                      {relation.until && `，至 ${relation.until}`}）
                    </div>
                  )),
          },
          {
            title: '状态',
            render: (_, expert) => <ToneTag tone={states[expert.status]![1]}>{states[expert.status]![0]}</ToneTag>,
          },
          ...(keeps || admits
            ? [
                {
                  title: '操作',
                  render: (_: unknown, expert: ExpertRow) => (
                    <Space wrap>
                      {keeps && (
                        <Button size="small" onClick={() => setEditing(expert)}>
                          编辑
                        </Button>
                      )}
                      {admits && expert.status !== 'active' && (
                        <ConfirmAct
                          label={expert.status === 'pending' ? '审定入库' : '恢复'}
                          effect={`${expert.name}将可被随机抽取参加评审。`}
                          path={`/experts/${expert.personId}/approval`}
                          done="已入库"
                        />
                      )}
                      {expert.status === 'active' && (
                        <ConfirmAct
                          label="停用"
                          danger
                          reason
                          effect={`${expert.name}不再被抽取；已参加的评审不受影响。`}
                          path={`/experts/${expert.personId}/disabling`}
                          done="已停用"
                        />
                      )}
                    </Space>
                  ),
                },
              ]
            : []),
        ]}
      />
      {editing && <ExpertDialog expert={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />}
    </>
  );
}
