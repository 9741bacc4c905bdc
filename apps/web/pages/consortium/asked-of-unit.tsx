import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import type { AskedOfUnit, Me } from '#apps/api/contract.js';
import { api } from '../../data/client.js';
import { rightsOf } from '../admin/sections.js';

/** What waits for the unit itself and stands on nobody's desk: an invitation, a signature, a consent. */
export function AskedOfUnits({ me }: { me: Me }) {
  const takesPart = rightsOf(me).holds('UA', 'LD', 'MB') || rightsOf(me).holdsIn('sti', 'VO');
  const asked = useQuery({
    queryKey: ['case', 'asked'],
    queryFn: () => api<AskedOfUnit[]>('GET', '/consortia/asked'),
    enabled: takesPart,
  });
  if (!asked.data?.length) return null;
  return (
    <section aria-label="待本单位答复或签署" className="to-do">
      {asked.data.map(({ caseId, title, unit, what }) => (
        <Alert
          key={`${caseId} ${unit}`}
          type="warning"
          showIcon
          title={
            <>
              <Link to={`/cases/${caseId}`}>{title}</Link>：{what}
              {me.units.length > 1 && `（${unit}）`}
            </>
          }
        />
      ))}
    </section>
  );
}
