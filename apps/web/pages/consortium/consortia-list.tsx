import { Link } from 'react-router';
import type { Concern, ConsortiumRow, Me } from '#apps/api/contract.js';
import { standings } from '#domain/consortium/annual-report/standing.js';
import { endReminders } from '#domain/consortium/life/calendar.js';
import { consortium } from '#domain/consortium/life/process.js';
import { evaluationKinds, industries } from '#domain/consortium/vocabulary.js';
import { prefectures } from '#domain/organisation/regions.js';
import { search, usePages, type Filter } from '../../data/pages.js';
import { ExportList } from '../../form/export-list.js';
import { FilterBar, type FilterField } from '../admin/filter-bar.js';
import { PagedTable } from '../admin/paged-table.js';
import { ToneTag } from '../tone-tag.js';
import { GradeTag } from './life/overview.js';
import { daysLeft } from './life/use-life.js';

const concernLabels: Record<Concern, string> = {
  expired: '存续期届满',
  ending: `${Math.max(...endReminders)}天内届满`,
  'without-project': '尚无重大科技专项',
  'report-missing': '年度报告逾期未报',
};
const fields: FilterField[] = [
  { key: 'text', label: '编号、名称或单位', width: 200 },
  {
    key: 'status',
    label: '状态',
    width: 130,
    options: Object.entries(consortium.states).map(([value, { label }]) => ({ value, label })),
  },
  { key: 'industry', label: '产业领域', width: 150, options: industries },
  {
    key: 'prefecture',
    label: '州（市）',
    width: 140,
    options: prefectures.map(({ code, name }) => ({ value: code, label: name })),
  },
  { key: 'grade', label: '最近评价', width: 110, options: ['优', '良', '中', '差'].map((value) => ({ value, label: value })) },
  {
    key: 'concern',
    label: '关注',
    width: 170,
    options: Object.entries(concernLabels).map(([value, label]) => ({ value, label })),
  },
];

/** 运行中和已结束的联合体: where each stands, when it ends, its last report and its last grade. */
export function ConsortiaList({ filter, change, me }: { filter: Filter; change: (values: Filter) => void; me: Me }) {
  const asked = Object.fromEntries(fields.map(({ key }) => [key, filter[key] ?? '']));
  const pages = usePages<ConsortiumRow>('/consortia', asked);
  const now = Date.parse(me.clock.now);
  return (
    <>
      <FilterBar fields={fields} filter={asked} change={change}>
        <ExportList path={`/consortia/list.xlsx?${search(asked)}`} empty={pages.total === 0} />
      </FilterBar>
      <PagedTable<ConsortiumRow>
        pages={pages}
        rowKey="id"
        empty="没有符合条件的联合体。组建获批后自动列入；可清除筛选后再查。"
        columns={[
          {
            title: '名称',
            render: (_, row) => (
              <>
                <Link to={`/cases/${row.id}`}>{row.title}</Link>
                <div className="quiet">{[row.number, row.industry].filter(Boolean).join(' · ')}</div>
              </>
            ),
          },
          { title: '牵头单位', render: (_, row) => row.unit ?? '—' },
          { title: '状态', width: 130, render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
          { title: '存续期至', width: 150, render: (_, row) => <End row={row} now={now} /> },
          {
            title: '最近年度报告',
            width: 170,
            render: (_, { report }) =>
              report ? (
                <>
                  <Link to={`/cases/${report.id}`}>{report.year}年度</Link>{' '}
                  <ToneTag tone={standings[report.standing].tone}>{standings[report.standing].label}</ToneTag>
                </>
              ) : (
                '—'
              ),
          },
          {
            title: '最近评价',
            width: 170,
            render: (_, { evaluation }) =>
              evaluation ? (
                <>
                  <Link to={`/cases/${evaluation.caseId}`}>
                    {evaluationKinds[evaluation.kind]} {evaluation.score}
                  </Link>{' '}
                  <GradeTag grade={evaluation.grade} />
                </>
              ) : (
                '—'
              ),
          },
          {
            title: '提示',
            width: 150,
            render: (_, row) =>
              row.withoutProject && !row.ended ? <ToneTag tone="returned">{concernLabels['without-project']}</ToneTag> : '—',
          },
        ]}
      />
    </>
  );
}

function End({ row, now }: { row: ConsortiumRow; now: number }) {
  const left = daysLeft(row.endsOn, now);
  return (
    <>
      {row.endsOn}
      <div>
        {row.expired && !row.ended && <ToneTag tone="refused">{concernLabels.expired}</ToneTag>}
        {!row.expired && !row.ended && left <= Math.max(...endReminders) && <ToneTag tone="returned">还有{left}天</ToneTag>}
      </div>
    </>
  );
}
