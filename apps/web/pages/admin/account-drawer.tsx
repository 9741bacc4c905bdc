import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Drawer, Flex, Form, Select, Space, Spin } from 'antd';
import { useState } from 'react';
import type { AccountDetail } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { roleName, roles } from '#domain/organisation/roles.js';
import { api } from '../../data/client.js';
import { AccountDialog } from './account-dialog.js';
import { AccountState } from './account-state.js';
import { PasswordAgain } from '../password-again.js';
import { ConfirmAct } from './confirm-act.js';
import { EntryDialog } from './entry-dialog.js';
import { roleOptions } from './labels.js';
import type { Rights } from './sections.js';
import { UnitSelect } from './unit-select.js';

/** One account, with what the reader may do about it. */
export function AccountDrawer({ id, rights, close }: { id: string; rights: Rights; close: () => void }) {
  const [dialog, setDialog] = useState<'edit' | 'grant'>();
  const found = useQuery({
    queryKey: ['account', id],
    queryFn: () => api<AccountDetail>('GET', `/admin/people/${id}`),
    refetchOnWindowFocus: false,
  });
  const person = found.data;
  return (
    <Drawer open onClose={close} size="large" title={person?.name ?? '账号'}>
      {found.isPending && <Spin />}
      {found.error && <Alert type="error" showIcon title={found.error.message} />}
      {person && (
        <Flex vertical gap="middle">
          {rights.may('C', 'users-orgs') && (
            <Keeping person={person} administrator={rights.holds('SA')} edit={() => setDialog('edit')} />
          )}
          {person.heldTasks > 0 && (
            <Alert
              type="warning"
              showIcon
              title={`名下有 ${person.heldTasks} 项待办：停用账号或免去岗位时，签收的待办自动退回该岗位待签收。该岗位没有其他人员的，请先授予他人。`}
            />
          )}
          <Descriptions
            bordered
            size="small"
            column={1}
            items={[
              { key: 'state', label: '状态', children: <AccountState person={person} /> },
              { key: 'login', label: '登录名', children: person.login },
              { key: 'unit', label: '所属单位', children: person.unit?.name ?? '—' },
              { key: 'email', label: '邮箱', children: person.email ?? '—' },
              { key: 'phone', label: '电话', children: person.phone ?? '—' },
              { key: 'factor', label: '第二因子', children: person.secondFactor ? '已启用' : '未启用' },
              { key: 'sessions', label: '在线会话', children: `${person.sessions} 个` },
              {
                key: 'seen',
                label: '最近活动',
                children: person.lastSeenAt ? formatInstant(Date.parse(person.lastSeenAt)) : '—',
              },
              { key: 'created', label: '建立', children: formatInstant(Date.parse(person.createdAt)) },
            ]}
          />
          <Posts person={person} mayGrant={rights.holds('SE')} grant={() => setDialog('grant')} />
          {dialog === 'edit' && <AccountDialog person={person} close={() => setDialog(undefined)} />}
          {dialog === 'grant' && <GrantDialog person={person} close={() => setDialog(undefined)} />}
        </Flex>
      )}
    </Drawer>
  );
}

/** What who keeps accounts does with one. */
function Keeping({ person, administrator, edit }: { person: AccountDetail; administrator: boolean; edit: () => void }) {
  return (
    <Space wrap>
      <Button size="small" onClick={edit}>
        编辑
      </Button>
      <ConfirmAct
        label={person.activated ? '发送重置密码链接' : '重新发送激活链接'}
        effect="一次性链接将发到该账号登记的邮箱，由本人设置密码；管理员不接触密码。"
        path={`/admin/people/${person.id}/password-link`}
        done="链接已发送"
      />
      {administrator && person.secondFactor && (
        <ConfirmAct
          label="解除第二因子"
          danger
          reason
          password
          effect="本人遗失手机时使用：解除后其登录只凭密码，须尽快重新启用；全部会话立即结束。"
          path={`/admin/persons/${person.id}/second-factor/removal`}
          done="已解除"
        />
      )}
      {person.status === 'disabled' || person.locked ? (
        <ConfirmAct
          label={person.status === 'disabled' ? '启用' : '解除锁定'}
          effect="该账号可以重新登录，岗位保持不变。"
          path={`/admin/people/${person.id}/enabling`}
          done="已启用"
        />
      ) : (
        <ConfirmAct
          label="停用"
          danger
          reason
          effect="该账号的全部会话将立即结束，不能再登录；名下待办退回所属岗位待签收；岗位和历史记录保留。"
          path={`/admin/people/${person.id}/disabling`}
          done="已停用"
        />
      )}
    </Space>
  );
}

function Posts({ person, mayGrant, grant }: { person: AccountDetail; mayGrant: boolean; grant: () => void }) {
  return (
    <section aria-label="岗位">
      <Flex justify="space-between" align="center">
        <h3 style={{ fontSize: 16 }}>岗位</h3>
        {mayGrant && (
          <Button size="small" type="primary" onClick={grant}>
            授予岗位
          </Button>
        )}
      </Flex>
      {person.posts.length === 0 && <p>尚未授予岗位；岗位由安全管理员授予。</p>}
      {person.posts.map((post) => (
        <Flex key={`${post.unitId} ${post.role}`} justify="space-between" align="center" style={{ paddingBlock: 6 }}>
          <span title={roles[post.role].description}>
            {roleName(post.role)} · {post.unit}
          </span>
          {mayGrant && (
            <ConfirmAct
              label="免去"
              danger
              password
              effect={`免去“${roleName(post.role)}”后，其立即不能再以该岗位办理事项；以该岗位签收的待办退回待签收。`}
              path={`/admin/people/${person.id}/posts/removal`}
              body={{ unitId: post.unitId, role: post.role }}
              done="已免去"
            />
          )}
        </Flex>
      ))}
    </section>
  );
}

function GrantDialog({ person, close }: { person: AccountDetail; close: () => void }) {
  return (
    <EntryDialog<{ unitId: string; role: string; password: string }>
      title={`授予岗位：${person.name}`}
      close={close}
      initial={{ unitId: person.unit?.id }}
      method="POST"
      path={`/admin/people/${person.id}/posts`}
      done="已授予"
    >
      <Form.Item name="unitId" label="单位" rules={[{ required: true, message: '请选择单位' }]}>
        <UnitSelect label="单位" known={person.unit} />
      </Form.Item>
      <Form.Item name="role" label="岗位" rules={[{ required: true, message: '请选择岗位' }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={roleOptions} />
      </Form.Item>
      <PasswordAgain />
    </EntryDialog>
  );
}
