import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { CaseDetail, TimelineItem } from '#apps/api/contract.js';
import { projectForm } from '#domain/key-project/form.js';
import { api } from '../../../data/client.js';
import { projectData } from './knowledge.js';

/** Why it came back, from whom, and which sections are asked for (A25). */
export function LastReturn({ one }: { one: CaseDetail }) {
  const timeline = useQuery({
    queryKey: ['case', one.id, 'timeline'],
    queryFn: () => api<TimelineItem[]>('GET', `/cases/${one.id}/timeline`),
  });
  const { year, returnedSections = [] } = projectData(one);
  const last = (timeline.data ?? []).findLast((item) => item.on === 'return');
  if (!last) return null;
  const sections = projectForm(year)
    .sections.filter((section) => returnedSections.includes(section.key))
    .map((section) => section.label);
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      title={`${last.unit ?? ''}${last.who ?? ''}退回：${last.opinion ?? ''}`}
      description={sections.length > 0 && `需修改的部分：${sections.join('、')}。修改后重新提交，将直接回到退回的环节。`}
    />
  );
}
