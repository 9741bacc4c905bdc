import { Button, Input, Table } from 'antd';
import { useState } from 'react';
import type { PublicPage } from '#apps/api/contract.js';
import { projectTypes } from '#domain/key-project/form.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { regionName } from '#domain/organisation/regions.js';
import { ObjectionDialog } from './objection-dialog.js';
import type { PublishedProject } from './pages.js';

/** The rows of a notice or list: name, unit, region, amount; of a notice in its period each may be objected to. */
export function ProjectList({ page, projects }: { page: PublicPage; projects: PublishedProject[] }) {
  const [text, setText] = useState('');
  const [objected, setObjected] = useState<PublishedProject>();
  const shown = projects.filter((project) =>
    [project.number, project.title, project.unit, regionOf(project)].some((part) => part?.includes(text.trim())),
  );
  return (
    <>
      <Input
        className="no-print"
        allowClear
        aria-label="查找项目"
        placeholder="编号、项目、单位或地区"
        value={text}
        onChange={(event) => setText(event.target.value)}
        style={{ width: 280, marginBottom: 12 }}
      />
      <Table<PublishedProject>
        aria-label="项目名单"
        size="small"
        rowKey="id"
        dataSource={shown}
        pagination={shown.length > 200 ? { pageSize: 200 } : false}
        locale={{ emptyText: '没有符合条件的项目。' }}
        footer={() => `共 ${projects.length} 个项目${shown.length < projects.length ? `，显示 ${shown.length} 个` : ''}`}
        columns={[
          { title: '序号', width: 64, render: (_, _project, n) => n + 1 },
          { title: '编号', render: (_, project) => project.number ?? '—' },
          { title: '项目名称', dataIndex: 'title' },
          { title: '项目业主', dataIndex: 'unit' },
          { title: '地区', render: (_, project) => regionOf(project) },
          { title: '类型', render: (_, { kind }) => projectTypes.find(({ value }) => value === kind)?.label ?? '—' },
          {
            title: '总投资（万元）',
            align: 'end',
            render: (_, { amountFen }) => (amountFen ? formatWanYuan(BigInt(amountFen)) : '—'),
          },
          ...(page.open
            ? [
                {
                  title: '异议',
                  className: 'no-print',
                  render: (_: unknown, project: PublishedProject) => (
                    <Button size="small" aria-label={`对“${project.title}”提出异议`} onClick={() => setObjected(project)}>
                      提出异议
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {objected && <ObjectionDialog pageId={page.id} project={objected} close={() => setObjected(undefined)} />}
    </>
  );
}

const regionOf = ({ countyCode }: PublishedProject): string => (countyCode ? (regionName(countyCode) ?? countyCode) : '—');
