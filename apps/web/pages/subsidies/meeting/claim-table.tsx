import { Empty, Flex, Table } from 'antd';
import { Link } from 'react-router';
import type { ListedClaim } from '#apps/api/contract.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { wan } from '../../payments/labels.js';
import { ToneTag } from '../../tone-tag.js';
import { measureLabel, prefectureLabel } from '../labels.js';

interface Props {
  label: string;
  claims: ListedClaim[];
  empty: string;
  choice?: { chosen: string[]; choose: (ids: string[]) => void; word: string };
}

/** Claims of a meeting: what the formula gives, what the caps left, in the order of calculation. */
export function ClaimTable({ label, claims, empty, choice }: Props) {
  const sum = (rows: ListedClaim[]) => formatWanYuan(rows.reduce((all, row) => all + BigInt(row.awardFen), 0n));
  return (
    <>
      <Flex gap="large" role="status" style={{ marginBottom: 8 }}>
        <span>
          共 {claims.length} 件，核算金额 {sum(claims)} 万元
        </span>
        {choice && (
          <strong>
            已{choice.word} {choice.chosen.length} 件，{sum(claims.filter(({ id }) => choice.chosen.includes(id)))} 万元
          </strong>
        )}
      </Flex>
      <Table<ListedClaim>
        aria-label={label}
        size="small"
        rowKey="id"
        dataSource={claims}
        pagination={{ defaultPageSize: 50, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty description={<span className="quiet">{empty}</span>} /> }}
        columns={[
          { title: '核算顺序', width: 90, render: (_, row) => row.seq ?? '—' },
          { title: '编号', width: 190, render: (_, row) => <Link to={`/cases/${row.id}`}>{row.number}</Link> },
          { title: '措施', render: (_, row) => measureLabel(row.measure) },
          { title: '申报单位', dataIndex: 'unit' },
          { title: '州（市）', width: 150, render: (_, row) => prefectureLabel(row.prefectureCode) },
          { title: '按公式（万元）', width: 120, align: 'right', render: (_, row) => wan(row.formulaFen) },
          { title: '核算（万元）', width: 120, align: 'right', render: (_, row) => wan(row.awardFen) },
          { title: '状态', width: 110, render: (_, row) => <ToneTag tone={row.tone}>{row.label}</ToneTag> },
        ]}
        {...(choice
          ? {
              rowSelection: {
                selectedRowKeys: choice.chosen,
                preserveSelectedRowKeys: true,
                columnTitle: <span className="visually-hidden">{choice.word}</span>,
                onChange: (keys) => choice.choose(keys as string[]),
                getCheckboxProps: (row) => ({ 'aria-label': `${choice.word}：${row.number}` }),
              },
            }
          : {})}
      />
    </>
  );
}
