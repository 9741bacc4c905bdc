import { Progress } from 'antd';
import { Link } from 'react-router';
import type { CapLine, Me } from '#apps/api/contract.js';
import { useUrlFilter } from '../../data/pages.js';
import { FilterBar, type FilterField } from '../admin/filter-bar.js';
import { PageTitle } from '../admin/page-title.js';
import { wan } from '../payments/labels.js';
import { yearOptions } from './labels.js';
import { NumberedTable } from './numbered-table.js';

const clauses = ['C1.1', 'C1.2', 'C2.1', 'C2.2', 'C3.1', 'C4.2', 'C5.2', 'C6.1', 'C6.2', 'C7.1', 'C7.2', 'C7.3', 'C8.1'];
const filters = (now: number): FilterField[] => [
  { key: 'clause', label: '条款', width: 110, options: clauses.map((clause) => ({ value: clause, label: clause })) },
  { key: 'year', label: '年度', width: 110, options: yearOptions(now) },
  { key: 'text', label: '单位', width: 200 },
];

/** 额度看板: every limit that somebody has touched, how full it is, and who gets freed quota next. */
export function CapsPage({ me }: { me: Me }) {
  const [filter, change] = useUrlFilter();
  const money = (title: string, key: 'limitFen' | 'usedFen' | 'reservedFen' | 'leftFen') => ({
    title: `${title}（万元）`,
    align: 'right' as const,
    width: 130,
    render: (_: unknown, row: CapLine) => wan(row[key]),
  });
  return (
    <>
      <PageTitle>额度看板</PageTitle>
      <FilterBar fields={filters(Date.parse(me.clock.now))} filter={filter} change={change} />
      <NumberedTable<CapLine>
        label="额度"
        path="/caps"
        filter={filter}
        rowKey="key"
        empty="还没有占用额度的申报。受理核算后，各项限额的占用情况在此显示。"
        columns={[
          { title: '条款', dataIndex: 'clause', width: 80 },
          { title: '限额', dataIndex: 'label' },
          { title: '单位', render: (_, row) => row.institution ?? '全省' },
          { title: '年度', width: 80, render: (_, row) => row.year ?? '累计' },
          money('上限', 'limitFen'),
          money('已核定', 'usedFen'),
          money('已预留', 'reservedFen'),
          money('剩余', 'leftFen'),
          {
            title: '占用',
            width: 150,
            render: (_, row) => (
              <Progress
                aria-label={`${row.institution ?? '全省'}${row.label}占用比例`}
                size="small"
                percent={percent(row)}
                strokeColor={row.leftFen === '0' ? '#a8071a' : '#0b5cad'}
                status="normal"
              />
            ),
          },
          {
            title: '释放后依次重新核算',
            render: (_, row) =>
              row.waiting === 0 ? (
                '—'
              ) : (
                <>
                  {row.next.map((one) => (
                    <div key={one.caseId}>
                      <Link to={`/cases/${one.caseId}`}>{one.number}</Link> 差 {wan(one.wantsFen)}
                    </div>
                  ))}
                  {row.waiting > row.next.length && <span className="quiet">共 {row.waiting} 件</span>}
                </>
              ),
          },
        ]}
      />
    </>
  );
}

const percent = ({ limitFen, leftFen }: CapLine) =>
  Number(((BigInt(limitFen) - BigInt(leftFen)) * 1000n) / (BigInt(limitFen) || 1n)) / 10;
