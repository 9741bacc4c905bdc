import { Card, Empty, Table } from 'antd';
import { Link } from 'react-router';
import type { PrefectureProgress } from '#apps/api/contract.js';
import { regionName } from '#domain/organisation/regions.js';
import { processes } from '#domain/programmes.js';
import type { CallView } from '../call-frame.js';
import { projectsPath } from '../paths.js';

/** 进展: projects by prefecture and state; every number opens its projects. */
export function BoardTable({ view: { one }, lines }: { view: CallView; lines: PrefectureProgress[] }) {
  const states = Object.entries(processes['key-project']!.states).filter(([status]) =>
    lines.some((line) => line.projects[status]),
  );
  const total = (line: PrefectureProgress) => Object.values(line.projects).reduce((sum, count) => sum + count, 0);
  const number = (count: number, what: string, filter: { prefecture?: string; status?: string }) =>
    count === 0 ? (
      <span aria-label={`${what} 0`}>0</span>
    ) : (
      <Link aria-label={`${what} ${count}`} to={projectsPath(one.id, filter)}>
        {count}
      </Link>
    );
  const sum = (of: (line: PrefectureProgress) => number) => lines.reduce((all, line) => all + of(line), 0);
  return (
    <Card size="small" title={`申报进展（共 ${sum(total)} 个项目）`}>
      <Table<PrefectureProgress>
        aria-label="申报进展"
        rowKey="code"
        size="small"
        pagination={false}
        scroll={{ x: 260 + states.length * 84 }}
        dataSource={lines.filter((line) => total(line) > 0)}
        locale={{
          emptyText: (
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description="还没有提交的项目。申报单位提交后，按州（市）和环节在此统计。"
            />
          ),
        }}
        columns={[
          { title: '州（市）', width: 180, fixed: 'left', render: (_, line) => regionName(line.code) },
          {
            title: '合计',
            width: 80,
            align: 'right',
            render: (_, line) => number(total(line), `${regionName(line.code)}合计`, { prefecture: line.code }),
          },
          ...states.map(([status, { label }]) => ({
            title: label,
            width: 84,
            align: 'right' as const,
            render: (_: unknown, line: PrefectureProgress) =>
              number(line.projects[status] ?? 0, `${regionName(line.code)}${label}`, { prefecture: line.code, status }),
          })),
        ]}
        {...(lines.length > 1
          ? {
              summary: () => (
                <Table.Summary.Row className="sum">
                  <Table.Summary.Cell index={0}>全省</Table.Summary.Cell>
                  <Table.Summary.Cell index={1} align="right">
                    {number(sum(total), '全省合计', {})}
                  </Table.Summary.Cell>
                  {states.map(([status, { label }], index) => (
                    <Table.Summary.Cell key={status} index={index + 2} align="right">
                      {number(
                        sum((line) => line.projects[status] ?? 0),
                        `全省${label}`,
                        { status },
                      )}
                    </Table.Summary.Cell>
                  ))}
                </Table.Summary.Row>
              ),
            }
          : {})}
      />
    </Card>
  );
}
