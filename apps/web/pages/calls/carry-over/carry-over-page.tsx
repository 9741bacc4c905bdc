import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CarryOverItem } from '#apps/api/contract.js';
import { carryOverResolutions } from '#domain/call/carry-over.js';
import { projectTypes } from '#domain/key-project/form.js';
import { counties, prefectures, regionName } from '#domain/organisation/regions.js';
import { api } from '../../../data/client.js';
import { download } from '../../../data/files.js';
import { useUrlFilter } from '../../../data/pages.js';
import { FilterBar, type FilterField } from '../../admin/filter-bar.js';
import { ActDialog, type Action } from '../../case/act/act-dialog.js';
import { DialogProvider, type Dialog } from '../../case/act/knowledge.js';
import { ToneTag } from '../../tone-tag.js';
import type { CallView } from '../call-frame.js';
import { Loaded } from '../load.js';
import { ownPrefecture } from '../overview/call-knowledge.js';
import { LoadDialog } from './load-dialog.js';

const states: Record<string, [label: string, tone: string]> = {
  open: ['未处理', 'returned'],
  filed: ['已重新申报', 'passed'],
  ...Object.fromEntries(carryOverResolutions.map(({ value, label }) => [value, [label, 'ended']])),
};
const stateOf = (item: CarryOverItem) => item.settled ?? 'open';

/** A23 结转项目清单: last year's projects, each filed again or settled with kind and reason. */
export function CarryOverPage({ view }: { view: CallView }) {
  const { one, call } = view;
  const [filter, change] = useUrlFilter();
  const [loading, setLoading] = useState(false);
  const items = useQuery({
    queryKey: ['call', one.id, 'carry-over'],
    queryFn: () => api<CarryOverItem[]>('GET', `/calls/${one.id}/carry-over`),
  });
  const load = one.explanation.actions.find((action) => action.on === 'load-carry-over');
  return (
    <Loaded query={items}>
      {(all) => {
        const shown = all.filter((item) => matches(item, filter));
        const open = all.filter((item) => stateOf(item) === 'open').length;
        return (
          <>
            {open > 0 && (
              <Alert
                type="warning"
                showIcon
                style={{ marginBottom: 12 }}
                title={`尚有 ${open} 个结转项目未处理。须逐一重新申报，或注明缓建停建、已竣工投产及原因；全部处理后该州（市）方可报送。`}
              />
            )}
            <FilterBar fields={filterFields(all)} filter={filter} change={change}>
              <Button disabled={all.length === 0} onClick={() => void download(`/calls/${one.id}/carry-over.xlsx`)}>
                导出Excel
              </Button>
              {load?.available && (
                <Button type="primary" onClick={() => setLoading(true)}>
                  导入清单
                </Button>
              )}
            </FilterBar>
            <CarryOverTable view={view} items={shown} none={all.length === 0} />
            {loading && <LoadDialog one={one} year={call.year} present={all} close={() => setLoading(false)} />}
          </>
        );
      }}
    </Loaded>
  );
}

function matches(item: CarryOverItem, { text = '', prefecture, county, settled }: Record<string, string>): boolean {
  return (
    (!prefecture || item.prefectureCode === prefecture) &&
    (!county || item.countyCode === county) &&
    (!settled || stateOf(item) === settled) &&
    `${item.priorNumber ?? ''} ${item.title} ${item.unitName}`.includes(text)
  );
}

function filterFields(all: CarryOverItem[]): FilterField[] {
  const option = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name });
  const within = (key: 'prefectureCode' | 'countyCode', code: string) => all.some((item) => item[key] === code);
  return [
    { key: 'text', label: '编号、名称或业主' },
    {
      key: 'prefecture',
      label: '州（市）',
      width: 150,
      options: prefectures.filter(({ code }) => within('prefectureCode', code)).map(option),
    },
    {
      key: 'county',
      label: '县（市、区）',
      width: 150,
      options: counties.filter(({ code }) => within('countyCode', code)).map(option),
    },
    {
      key: 'settled',
      label: '处理情况',
      width: 130,
      options: Object.entries(states).map(([value, [label]]) => ({ value, label })),
    },
  ];
}

function CarryOverTable({ view, items, none }: { view: CallView; items: CarryOverItem[]; none: boolean }) {
  const { one } = view;
  const [chosen, setChosen] = useState<{ item: CarryOverItem; action: Action }>();
  const [unsaved] = useState<Dialog['unsaved']>({});
  const act = (on: string) => one.explanation.actions.find((action) => action.on === on && action.available);
  const [resolve, reopen] = [act('resolve-carry-over'), act('reopen-carry-over')];
  const own = ownPrefecture(view);
  const given = chosen ? { [chosen.action.on]: { item: chosen.item.id } } : {};
  const button = (item: CarryOverItem, action: Action, label: string) => (
    <Button type="link" size="small" aria-label={`${label}：${item.title}`} onClick={() => setChosen({ item, action })}>
      {label}
    </Button>
  );
  return (
    <DialogProvider value={{ one, unsaved, given }}>
      <Table<CarryOverItem>
        aria-label="结转项目清单"
        rowKey="id"
        size="middle"
        dataSource={items}
        pagination={{ defaultPageSize: 50, showSizeChanger: true, hideOnSinglePage: true }}
        locale={{
          emptyText: (
            <Empty
              description={
                none
                  ? '没有结转项目。上年计划内未竣工的项目在批次发布时自动载入；系统外的项目由省厅导入清单。'
                  : '没有符合条件的结转项目，请调整筛选条件。'
              }
            />
          ),
        }}
        columns={[
          { title: '原编号', width: 170, render: (_, item) => item.priorNumber ?? '—' },
          { title: '项目名称', dataIndex: 'title' },
          {
            title: '项目业主',
            render: (_, item) => (
              <>
                {item.unitName} {!item.unitId && <span className="note warning">（未注册）</span>}
              </>
            ),
          },
          { title: '地区', width: 120, render: (_, item) => regionName(item.countyCode) },
          { title: '类型', width: 90, render: (_, item) => projectTypes.find((type) => type.value === item.type)?.label },
          {
            title: '处理情况',
            render: (_, item) => {
              const [label, tone] = states[stateOf(item)]!;
              return (
                <>
                  <ToneTag tone={tone}>{label}</ToneTag> {item.reason}
                  {item.caseId && <Link to={`/cases/${item.caseId}`}>{item.settled === 'filed' ? '查看申报' : '查看草稿'}</Link>}
                </>
              );
            },
          },
          ...(own
            ? [
                {
                  title: '操作',
                  width: 90,
                  render: (_: unknown, item: CarryOverItem) =>
                    item.prefectureCode !== own || item.settled === 'filed'
                      ? null
                      : item.settled
                        ? reopen && button(item, reopen, '撤销')
                        : resolve && button(item, resolve, '处理'),
                },
              ]
            : []),
        ]}
      />
      <Flex justify="space-between">
        <p role="status">共 {items.length} 个</p>
      </Flex>
      {chosen && <ActDialog key={chosen.item.id} action={chosen.action} close={() => setChosen(undefined)} />}
    </DialogProvider>
  );
}
