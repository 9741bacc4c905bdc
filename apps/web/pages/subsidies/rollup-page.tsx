import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Flex, Select, Table } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Me, RollupLine } from '#apps/api/contract.js';
import { yearOf } from '#domain/calendar/instant.js';
import { claimStages, filedStages } from '#domain/subsidy/claim/stages.js';
import { api } from '../../data/client.js';
import { download } from '../../data/files.js';
import { useUrlFilter } from '../../data/pages.js';
import { PageTitle } from '../admin/page-title.js';
import { wan } from '../payments/labels.js';
import { measureLabel, prefectureLabel, yearOptions } from './labels.js';

type Cell = 'filed' | keyof typeof claimStages;

/** 年度汇总: by prefecture and measure; every number opens exactly its claims. */
export function RollupPage({ me }: { me: Me }) {
  const [filter, change] = useUrlFilter();
  const now = Date.parse(me.clock.now);
  const year = Number(filter.year ?? yearOf(now));
  const lines = useQuery({
    queryKey: ['rollup', year],
    queryFn: () => api<RollupLine[]>('GET', `/subsidies/rollup?year=${year}`),
  });
  const save = useMutation({ mutationFn: () => download(`/subsidies/rollup.xlsx?year=${year}`) });
  const rows = lines.data ?? [];
  const sum = (of: (line: RollupLine) => bigint) => rows.reduce((total, line) => total + of(line), 0n);
  const count = (title: string, cell: Cell) => ({
    title: `${title}（件）`,
    align: 'right' as const,
    render: (_: unknown, line: RollupLine) => <Opens line={line} year={year} cell={cell} />,
  });
  const money = (title: string, key: 'awardedFen' | 'paidFen') => ({
    title: `${title}（万元）`,
    align: 'right' as const,
    render: (_: unknown, line: RollupLine) => wan(line[key]),
  });
  const total: ReactNode[] = [
    ...(['filed', 'open', 'refused', 'awarded'] as const).map((cell) => sum((line) => BigInt(line[cell])).toString()),
    wan(sum((line) => BigInt(line.awardedFen)).toString()),
    sum((line) => BigInt(line.paid)).toString(),
    wan(sum((line) => BigInt(line.paidFen)).toString()),
  ];
  return (
    <>
      <Flex justify="space-between" align="center">
        <PageTitle>年度汇总</PageTitle>
        <Flex gap="small">
          <Select
            aria-label="补助年度"
            value={String(year)}
            options={yearOptions(now)}
            onChange={(value) => change({ ...filter, year: value })}
          />
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            导出Excel
          </Button>
          <Button onClick={() => window.print()}>打印</Button>
        </Flex>
      </Flex>
      {(lines.error ?? save.error) && <Alert type="error" showIcon title={(lines.error ?? save.error)!.message} />}
      <Table<RollupLine>
        aria-label="年度汇总"
        size="small"
        rowKey={(line) => `${line.prefectureCode}/${line.measure}`}
        loading={lines.isPending}
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: <Empty description={<span className="quiet">{year}年还没有提交的补助申报。</span>} /> }}
        columns={[
          { title: '州（市）', render: (_, line) => prefectureLabel(line.prefectureCode) },
          { title: '措施', render: (_, line) => measureLabel(line.measure) },
          count('申报', 'filed'),
          count('在办', 'open'),
          count('未予补助', 'refused'),
          count('核定', 'awarded'),
          money('核定金额', 'awardedFen'),
          count('已支付', 'paid'),
          money('已支付金额', 'paidFen'),
        ]}
        summary={() =>
          rows.length > 0 && (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={2}>
                <strong>合计</strong>
              </Table.Summary.Cell>
              {total.map((value, index) => (
                <Table.Summary.Cell key={index} index={index + 2} align="right">
                  <strong>{value}</strong>
                </Table.Summary.Cell>
              ))}
            </Table.Summary.Row>
          )
        }
      />
    </>
  );
}

function Opens({ line, year, cell }: { line: RollupLine; year: number; cell: Cell }) {
  if (line[cell] === 0) return <>0</>;
  const asked = new URLSearchParams({
    kind: line.measure,
    year: String(year),
    prefecture: line.prefectureCode ?? 'none',
    status: (cell === 'filed' ? filedStages : claimStages[cell]).join(','),
  });
  return <Link to={`/subsidies/claims?${asked.toString()}`}>{line[cell]}</Link>;
}
