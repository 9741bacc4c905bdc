import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { CaseDetail, TimelineItem } from '#apps/api/contract.js';
import { api } from '../../data/client.js';

/** Why the case came back and from whom; nothing when it never did. */
export function LastReturn({ one, description }: { one: CaseDetail; description?: ReactNode }) {
  const timeline = useQuery({
    queryKey: ['case', one.id, 'timeline'],
    queryFn: () => api<TimelineItem[]>('GET', `/cases/${one.id}/timeline`),
  });
  const last = (timeline.data ?? []).findLast((item) => item.on === 'return');
  if (!last) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={`${last.unit ?? ''}${last.who ?? ''}退回：${last.opinion ?? ''}`}
      description={description}
    />
  );
}
