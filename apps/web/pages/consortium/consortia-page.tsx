import { useQuery } from '@tanstack/react-query';
import { Alert, Tabs } from 'antd';
import { Link } from 'react-router';
import type { Me, PolicyVersion } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { useUrlFilter, type Filter } from '../../data/pages.js';
import { rightsOf } from '../admin/sections.js';
import { PageTitle } from '../admin/page-title.js';
import { AskedOfUnits } from './asked-of-unit.js';
import { ConsortiaList } from './consortia-list.js';
import { FormationsList } from './formations-list.js';

/** Units that take part, the science department on its levels, and the auditor. */
export const concernsConsortia = (me: Me): boolean =>
  rightsOf(me).holds('UA', 'LD', 'MB', 'AU') || rightsOf(me).holdsIn('sti', 'RU', 'VO', 'VD', 'VL');

/** 创新联合体: fields and formations under way, and the consortia that live. */
export function ConsortiaPage({ me }: { me: Me }) {
  const [filter, change] = useUrlFilter();
  const process = filter.process === 'consortium' ? 'consortium' : 'consortium-formation';
  const none: Filter = Object.fromEntries(Object.keys(filter).map((key) => [key, '']));
  return (
    <>
      <PageTitle>创新联合体</PageTitle>
      <AskedOfUnits me={me} />
      <PolicyNote />
      {rightsOf(me).may('R', 'ban-credit') && (
        <p>
          <Link to="/consortia/bans">取消申报资格名单</Link>
        </p>
      )}
      <Tabs
        activeKey={process}
        // The states and filters of one list are not those of the other.
        onChange={(key) => change({ ...none, process: key })}
        destroyOnHidden
        items={[
          {
            key: 'consortium-formation',
            label: '组建',
            children: (
              <FormationsList
                filter={filter}
                change={change}
                official={rightsOf(me).holdsIn('sti', 'VO', 'VD')}
                proposes={rightsOf(me).holds('UA', 'LD')}
              />
            ),
          },
          {
            key: 'consortium',
            label: '已批复的联合体',
            children: <ConsortiaList filter={filter} change={change} me={me} />,
          },
        ]}
      />
    </>
  );
}

/** B34 which version of the scheme is in force, and that a new formation needs one. */
function PolicyNote() {
  const policies = useQuery({
    queryKey: ['policy-versions'],
    queryFn: () => api<PolicyVersion[]>('GET', '/policy-versions'),
    staleTime: 600_000,
  });
  if (!policies.data) return null;
  const current = policies.data.find((one) => one.inForce);
  return current ? (
    <p className="quiet">
      依据：{current.title}
      {current.documentNo && `（${current.documentNo}）`}，有效期至{formatDate(current.validTo)}。
    </p>
  ) : (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title="工作方案已过有效期且无后续版本，新组建须经省科技厅处长批准；已批复的联合体不受影响。"
    />
  );
}
