import { Card, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { LifeChild } from '#apps/api/contract.js';
import { formatDate, formatInstant } from '#domain/calendar/instant.js';
import { kindLabel } from '#domain/consortium/change/proposal.js';
import { disqualificationGrounds, dissolutionGrounds } from '#domain/consortium/vocabulary.js';
import { ToneTag } from '../../tone-tag.js';
import type { LifeProps } from './life-panel.js';
import { labelOf, ofProcess } from './use-life.js';

/** 变更、续期 (2.6), and what leads to an end: 解散 (2.7), 取消资格 (2.8). */
export function Changes({ life }: LifeProps) {
  const ends = [...ofProcess(life, 'dissolution'), ...ofProcess(life, 'disqualification')];
  return (
    <Flex vertical gap="middle">
      <Card size="small" title="变更与续期">
        <Table<LifeChild<'consortium-change'>>
          aria-label="变更与续期"
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={ofProcess(life, 'consortium-change')}
          locale={{ emptyText: '还没有变更。牵头单位点击下方“发起变更”或“申请续期”办理。' }}
          columns={[
            { title: '类别', render: (_, { id, facts }) => <Link to={`/cases/${id}`}>{kindLabel(facts.kind)}</Link> },
            { title: '提出', className: 'nowrap', width: 150, render: (_, { openedAt }) => formatInstant(Date.parse(openedAt)) },
            { title: '内容', render: (_, { facts }) => facts.reason || facts.need || '—' },
            { title: '环节', width: 120, render: (_, one) => <ToneTag tone={one.tone}>{one.label}</ToneTag> },
            {
              title: '生效',
              width: 200,
              render: (_, { facts }) =>
                facts.effectiveOn ? [formatDate(facts.effectiveOn), facts.documentNo].filter(Boolean).join(' ') : '—',
            },
          ]}
        />
      </Card>
      {ends.length > 0 && (
        <Card size="small" title="解散与取消资格">
          <Table<LifeChild<'dissolution'> | LifeChild<'disqualification'>>
            aria-label="解散与取消资格"
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={ends}
            columns={[
              { title: '事项', render: (_, { id, title }) => <Link to={`/cases/${id}`}>{title}</Link> },
              {
                title: '事由',
                render: (_, { facts }) => labelOf([...dissolutionGrounds, ...disqualificationGrounds], facts.ground),
              },
              {
                title: '提出',
                className: 'nowrap',
                width: 150,
                render: (_, { openedAt }) => formatInstant(Date.parse(openedAt)),
              },
              { title: '环节', width: 120, render: (_, one) => <ToneTag tone={one.tone}>{one.label}</ToneTag> },
            ]}
          />
        </Card>
      )}
    </Flex>
  );
}
