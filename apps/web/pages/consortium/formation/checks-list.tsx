import { useQuery } from '@tanstack/react-query';
import type { ConditionCheck } from '#domain/consortium/formation/checks.js';
import { api } from '../../../data/client.js';
import { Loaded } from '../../calls/load.js';

/** 组建条件 B4-B9 one by one, as the freeze will judge them: what holds, what does not and what to do about it. */
export function ChecksList({ caseId }: { caseId: string }) {
  const checks = useQuery({
    queryKey: ['case', caseId, 'checks'],
    queryFn: () => api<ConditionCheck[]>('GET', `/formations/${caseId}/checks`),
  });
  return (
    <Loaded query={checks}>
      {(list) => (
        <ul className="conditions" aria-label="组建条件">
          {list.map(({ clause, label, holds, message }) => (
            <li key={`${clause} ${label}`} className={holds ? 'holds' : 'fails'}>
              <b>
                {holds ? '✓ 符合' : '✗ 不符合'}
                <span className="visually-hidden">：</span>
              </b>
              <span>
                {label}（{clause}）{message && <span className="quiet"> {message}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
