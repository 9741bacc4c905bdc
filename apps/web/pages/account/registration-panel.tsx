import { useQuery } from '@tanstack/react-query';
import { Alert, Descriptions, Spin } from 'antd';
import type { RegistrationDetail } from '#apps/api/contract.js';
import { regionName } from '#domain/organisation/regions.js';
import { registrableKinds } from '#domain/registration/data.js';
import { api } from '../../data/client.js';

/** What the verifier compares with the licence. */
export function RegistrationPanel({ id }: { id: string }) {
  const detail = useQuery({
    queryKey: ['registration', id],
    queryFn: () => api<RegistrationDetail>('GET', `/registrations/${id}`),
  });
  if (detail.isPending) return <Spin description="正在载入" />;
  if (detail.error) return <Alert type="error" showIcon title={detail.error.message} />;
  const { unit, administrator, warnings } = detail.data;
  return (
    <>
      {warnings.map((warning) => (
        <Alert key={warning} type="warning" showIcon title={warning} style={{ marginBottom: 16 }} />
      ))}
      <Descriptions
        bordered
        size="small"
        column={1}
        title="单位信息"
        items={[
          { key: 'name', label: '单位全称', children: unit.name },
          { key: 'uscc', label: '统一社会信用代码', children: unit.uscc },
          { key: 'kind', label: '单位类型', children: registrableKinds[unit.kind].label },
          { key: 'county', label: '所在县（市、区）', children: regionName(unit.county) },
          { key: 'address', label: '详细地址', children: unit.address ?? '—' },
          { key: 'legal', label: '法定代表人', children: unit.legalRepresentative },
          { key: 'admin', label: '单位管理员', children: administrator.name },
          { key: 'phone', label: '联系电话', children: administrator.phone ?? '—' },
          { key: 'email', label: '电子邮箱', children: administrator.email ?? '—' },
          { key: 'activated', label: '账号', children: administrator.activated ? '已激活' : '尚未激活' },
        ]}
      />
    </>
  );
}
