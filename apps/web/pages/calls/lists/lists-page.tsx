import { useQuery } from '@tanstack/react-query';
import { Button, Empty, Flex, Table, type TableColumnsType } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { ProjectList } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { regionName } from '#domain/organisation/regions.js';
import { api } from '../../../data/client.js';
import { rightsOf } from '../../admin/sections.js';
import { ToneTag } from '../../tone-tag.js';
import type { CallView } from '../call-frame.js';
import { Loaded } from '../load.js';
import { callPath } from '../paths.js';
import { listKinds, type ListKind } from './kinds.js';

/** A call's transmittals or selection lists. */
export function ListsPage({ view, process }: { view: CallView; process: ListKind['process'] }) {
  const { one, me } = view;
  const kind = listKinds[process];
  const navigate = useNavigate();
  const lists = useQuery({
    queryKey: ['call', one.id, 'lists', process],
    queryFn: () => api<ProjectList[]>('GET', `/calls/${one.id}/lists?process=${process}`),
  });
  const creates = rightsOf(me).holds(process === 'transmittal' ? 'PO' : 'VO') && one.status !== 'draft';
  const own: TableColumnsType<ProjectList> =
    process === 'transmittal'
      ? [
          { title: '州（市）', width: 150, render: (_, list) => regionName(list.prefectureCode ?? '') ?? '—' },
          { title: '报送文号', width: 180, render: (_, list) => list.documentNo ?? '—' },
          { title: '纸质寄出', width: 110, render: (_, list) => list.paperSent ?? '—' },
          { title: '纸质收讫', width: 110, render: (_, list) => list.paperReceived ?? '—' },
        ]
      : [
          { title: '入选', width: 70, align: 'right', render: (_, list) => list.selected ?? '—' },
          { title: '会议纪要号', width: 170, render: (_, list) => list.documentNo ?? '—' },
          { title: '计划文号', width: 190, render: (_, list) => list.planNo ?? '—' },
        ];
  return (
    <>
      {creates && (
        <Flex justify="end" style={{ marginBottom: 12 }}>
          <Button type="primary" onClick={() => void navigate(`/calls/${one.id}/${kind.path}/new`)}>
            {kind.create}
          </Button>
        </Flex>
      )}
      <Loaded query={lists}>
        {(rows) => (
          <>
            <Table<ProjectList>
              aria-label={kind.title}
              rowKey="id"
              size="middle"
              pagination={{ defaultPageSize: 50, hideOnSinglePage: true }}
              dataSource={rows}
              locale={{ emptyText: <Empty description={kind.empty} /> }}
              columns={[
                { title: '名称', render: (_, list) => <Link to={callPath(list, one.id)}>{list.title}</Link> },
                { title: '项目数', width: 80, align: 'right', dataIndex: 'projects' },
                ...own,
                { title: '状态', width: 110, render: (_, list) => <ToneTag tone={list.tone}>{list.label}</ToneTag> },
                { title: '更新', width: 150, render: (_, list) => formatInstant(Date.parse(list.updatedAt)) },
              ]}
            />
            <p role="status">共 {rows.length} 份</p>
          </>
        )}
      </Loaded>
    </>
  );
}
