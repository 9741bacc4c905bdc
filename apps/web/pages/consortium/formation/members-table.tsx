import { Alert, Flex, Table } from 'antd';
import type { CaseDetail } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { memberKinds, ownerships } from '#domain/consortium/vocabulary.js';
import { LineAct } from '../../case/act/line-act.js';
import { ToneTag } from '../../tone-tag.js';
import { formationData } from './knowledge.js';

interface Line {
  unitId: string;
  name: string;
  kind: string;
  core: boolean;
  number: string;
  ownership: string;
  state: [tone: string, text: string];
  word: string;
  lead: boolean;
}

const labelOf = (options: readonly { value: string; label: string }[], value: string | undefined) =>
  options.find((option) => option.value === value)?.label ?? '—';

const intentions: Record<string, [string, string]> = {
  accepted: ['passed', '同意加入'],
  declined: ['refused', '谢绝'],
};

/** 成员与初步合作意向 (B13): who was asked, what came of it, what each can do (B8), and whoever has to register first. */
export function MembersTable({ one }: { one: CaseDetail }) {
  const data = formationData(one);
  const frozen = data.members && one.status !== 'inviting';
  const lead: Line = {
    ...{
      unitId: data.offices.lead,
      name: one.names[data.offices.lead] ?? one.unit ?? '待遴选',
      kind: '企业',
      core: true,
      number: '',
    },
    ...{ ownership: '—', state: ['running', '牵头单位'], word: data.profile?.evidence ?? '尚未填写牵头条件', lead: true },
  };
  const lines: Line[] = [
    ...(data.offices.lead ? [lead] : []),
    ...data.invitations
      .filter((invitation) => !frozen || data.members!.some((member) => member.unitId === invitation.unitId))
      .map((invitation): Line => ({
        ...{ unitId: invitation.unitId, name: invitation.name, core: invitation.core, lead: false },
        kind: labelOf(memberKinds, invitation.kind),
        number: invitation.uscc ?? invitation.foreignId ?? '',
        ownership: labelOf(ownerships, invitation.ownership),
        state: intentions[invitation.intention ?? ''] ?? ['review', '待答复'],
        word: invitation.ability || invitation.reason || '—',
      })),
  ];
  return (
    <Flex vertical gap="small">
      <Table<Line>
        aria-label="成员单位"
        size="small"
        rowKey="unitId"
        pagination={false}
        dataSource={lines}
        locale={{ emptyText: '尚未邀请成员。点击下方“邀请成员”，按名称或信用代码查找已注册单位；未注册的可发出注册邀请。' }}
        columns={[
          {
            title: '单位',
            render: (_, line) => (
              <>
                {line.name}
                <div className="quiet">{[line.kind, line.number].filter(Boolean).join(' · ')}</div>
              </>
            ),
          },
          { title: '角色', width: 100, render: (_, line) => (line.lead ? '牵头' : line.core ? '核心成员' : '成员') },
          { title: '所有制', width: 80, dataIndex: 'ownership' },
          { title: '意向', width: 100, render: (_, line) => <ToneTag tone={line.state[0]}>{line.state[1]}</ToneTag> },
          { title: '能力说明', dataIndex: 'word' },
          ...(data.reopened
            ? [
                {
                  title: '操作',
                  width: 130,
                  render: (_: unknown, line: Line) =>
                    !line.lead && (
                      <>
                        <LineAct on="replace-member" given={{ unit: line.unitId }} about={line.name} />
                        <LineAct on="drop-member" given={{ unit: line.unitId }} about={line.name} danger />
                      </>
                    ),
                },
              ]
            : []),
        ]}
      />
      {(data.awaited ?? []).map((unit) => (
        <Alert
          key={unit.name}
          type="info"
          showIcon
          title={`已于 ${formatInstant(unit.at)} 邀请“${unit.name}”注册。注册并核验后，请点击“邀请成员”按名称查找并发出正式邀请。`}
        />
      ))}
    </Flex>
  );
}
