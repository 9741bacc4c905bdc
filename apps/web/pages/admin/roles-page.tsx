import { Table } from 'antd';
import { grantsOf, objectKinds, type ObjectKind } from '#domain/organisation/access-matrix.js';
import { objectNames } from '#domain/organisation/data/access-rows.js';
import { allRoles, roles, type Role } from '#domain/organisation/roles.js';
import { PageTitle } from './page-title.js';

const letters: Record<string, string> = { C: '办', S: '报', R: '阅', V: '审', A: '批', P: '付' };
const qualifiers: Record<string, string> = { own: '本人', 'own-unit': '本单位', obj: '异议', clue: '线索' };

/** 角色权限: the matrix the program itself decides by, so that what is shown is what holds. */
export function RolesPage() {
  return (
    <>
      <PageTitle>角色权限</PageTitle>
      <p>办：编制，报：提交签章，阅：查阅，审：审核退回，批：审定，付：支付。权限随程序发布，岗位在“账号与岗位”中授予。</p>
      <Table<{ object: ObjectKind }>
        size="small"
        bordered
        rowKey="object"
        pagination={false}
        dataSource={objectKinds.map((object) => ({ object }))}
        columns={[
          { title: '对象', rowScope: 'row', render: (_, { object }) => objectNames[object] },
          ...allRoles.map((role) => ({
            title: <span title={`${roles[role].name}：${roles[role].description}`}>{role}</span>,
            render: (_: unknown, { object }: { object: ObjectKind }) => cell(role, object),
          })),
        ]}
      />
      <ul style={{ columns: 2, marginTop: 16 }}>
        {allRoles.map((role) => (
          <li key={role}>
            {role} {roles[role].name}：{roles[role].description}
          </li>
        ))}
      </ul>
    </>
  );
}

function cell(role: Role, object: ObjectKind): string {
  const grants = grantsOf(role, object);
  return (
    grants.map(({ letter, qualifier }) => `${letters[letter]}${qualifier ? `（${qualifiers[qualifier]}）` : ''}`).join(' ') || '—'
  );
}
