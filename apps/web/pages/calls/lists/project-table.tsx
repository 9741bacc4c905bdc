import { Button, Empty, Flex, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { ListedProject } from '#apps/api/contract.js';
import { projectTypes } from '#domain/key-project/form.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { counties, prefectures, regionName } from '#domain/organisation/regions.js';
import { useUrlFilter, type Filter } from '../../../data/pages.js';
import { FilterBar, type FilterField } from '../../admin/filter-bar.js';
import { ToneTag } from '../../tone-tag.js';

interface Props {
  label: string;
  projects: ListedProject[];
  empty: string;
  /** Rows can be chosen: which are, and of which it may be said. */
  choice?: { chosen: string[]; choose: (ids: string[]) => void; open: (project: ListedProject) => boolean; word: string };
  /** A further column, for what may be done with a row. */
  last?: TableColumnsType<ListedProject>[number];
}

/** Hundreds of projects: filters in the address, columns that sort, fifty a page, a choice that survives both. */
export function ProjectTable({ label, projects, empty, choice, last }: Props) {
  const [filter, change] = useUrlFilter();
  const shown = projects.filter((project) => matches(project, filter));
  const scored = projects.some((project) => project.score !== null);
  const filtered = shown.length < projects.length;
  const sum = (rows: ListedProject[]) => formatWanYuan(rows.reduce((all, row) => all + BigInt(row.amountFen ?? 0), 0n));
  const columns: TableColumnsType<ListedProject> = [
    { title: '编号', width: 170, render: (_, row) => row.number ?? '—', sorter: by((row) => row.number ?? '') },
    { title: '项目名称', render: (_, row) => <Link to={`/cases/${row.id}`}>{row.title}</Link> },
    { title: '申报单位', render: (_, row) => row.unit ?? '—' },
    {
      title: '地区',
      width: 150,
      render: (_, row) => regionName(row.countyCode ?? '') ?? '—',
      sorter: by((row) => row.countyCode ?? ''),
    },
    { title: '类型', width: 90, render: (_, row) => typeName(row.kind), sorter: by((row) => row.kind ?? '') },
    {
      title: '总投资（万元）',
      width: 140,
      align: 'right',
      render: (_, row) => (row.amountFen ? formatWanYuan(BigInt(row.amountFen)) : '—'),
      sorter: (a, b) => Number(a.amountFen ?? 0) - Number(b.amountFen ?? 0),
    },
    ...(scored
      ? [
          {
            title: '专家评分',
            width: 100,
            align: 'right' as const,
            render: (_: unknown, row: ListedProject) => row.score ?? '—',
            sorter: (a: ListedProject, b: ListedProject) => (a.score ?? -1) - (b.score ?? -1),
          },
        ]
      : []),
    {
      title: '状态',
      width: 130,
      render: (_, row) => (
        <>
          <ToneTag tone={row.tone}>{row.label}</ToneTag>
          {row.objections > 0 && <ToneTag tone="refused">异议 {row.objections}</ToneTag>}
        </>
      ),
    },
    ...(last ? [last] : []),
  ];
  return (
    <>
      <FilterBar fields={fieldsOf(projects)} filter={filter} change={change}>
        {choice && (
          <>
            <Button
              onClick={() => choice.choose([...new Set([...choice.chosen, ...shown.filter(choice.open).map(({ id }) => id)])])}
            >
              {filtered ? `选中筛选出的 ${shown.filter(choice.open).length} 个` : '全选'}
            </Button>
            <Button
              onClick={() => choice.choose(choice.chosen.filter((id) => filtered && !shown.some((project) => project.id === id)))}
            >
              {filtered ? '取消筛选出的' : '全不选'}
            </Button>
          </>
        )}
      </FilterBar>
      <Flex gap="large" role="status" style={{ marginBottom: 8 }}>
        <span>
          共 {projects.length} 个项目{filtered && `，筛选出 ${shown.length} 个`}，总投资 {sum(shown)} 万元
        </span>
        {choice && (
          <strong>
            已{choice.word} {choice.chosen.length} 个，总投资 {sum(projects.filter(({ id }) => choice.chosen.includes(id)))} 万元
          </strong>
        )}
      </Flex>
      <Table<ListedProject>
        aria-label={label}
        rowKey="id"
        size="small"
        dataSource={shown}
        columns={columns}
        pagination={{
          defaultPageSize: 50,
          showSizeChanger: true,
          pageSizeOptions: [20, 50, 100, 200],
          hideOnSinglePage: shown.length <= 20,
        }}
        locale={{ emptyText: <Empty description={filtered ? '没有符合条件的项目，请调整筛选条件。' : empty} /> }}
        {...(choice
          ? {
              rowSelection: {
                selectedRowKeys: choice.chosen,
                preserveSelectedRowKeys: true,
                columnTitle: <span className="visually-hidden">{choice.word}</span>,
                onChange: (keys) => choice.choose(keys as string[]),
                getCheckboxProps: (row) => ({ disabled: !choice.open(row), 'aria-label': `${choice.word}：${row.title}` }),
              },
            }
          : {})}
      />
    </>
  );
}

const by = (of: (row: ListedProject) => string) => (a: ListedProject, b: ListedProject) => of(a).localeCompare(of(b));
const typeName = (type: string | null) => projectTypes.find((one) => one.value === type)?.label ?? '—';

function matches(row: ListedProject, { text = '', prefecture, county, kind, status }: Filter): boolean {
  return (
    (!prefecture || row.prefectureCode === prefecture) &&
    (!county || row.countyCode === county) &&
    (!kind || row.kind === kind) &&
    (!status || (status === 'objected' ? row.objections > 0 : row.status === status)) &&
    `${row.number ?? ''} ${row.title} ${row.unit ?? ''}`.includes(text)
  );
}

/** Only what tells rows of the list apart is offered. */
function fieldsOf(projects: ListedProject[]): FilterField[] {
  const present = (key: 'prefectureCode' | 'countyCode' | 'kind', value: string) => projects.some((row) => row[key] === value);
  const regions = (of: readonly { code: string; name: string }[], key: 'prefectureCode' | 'countyCode') =>
    of.filter(({ code }) => present(key, code)).map(({ code, name }) => ({ value: code, label: name }));
  const states = [...new Map(projects.map((row) => [row.status, row.label]))].map(([value, label]) => ({ value, label }));
  if (projects.some((row) => row.objections > 0)) states.push({ value: 'objected', label: '有异议' });
  const choices: (FilterField & { options: object[] })[] = [
    { key: 'prefecture', label: '州（市）', width: 140, options: regions(prefectures, 'prefectureCode') },
    { key: 'county', label: '县（市、区）', width: 140, options: regions(counties, 'countyCode') },
    {
      key: 'kind',
      label: '类型',
      width: 110,
      options: projectTypes.filter(({ value }) => present('kind', value)).map((one) => ({ ...one })),
    },
    { key: 'status', label: '状态', width: 120, options: states },
  ];
  return [{ key: 'text', label: '编号、名称或单位' }, ...choices.filter(({ options }) => options.length > 1)];
}
