import { useQuery } from '@tanstack/react-query';
import { Button, Flex } from 'antd';
import { useParams } from 'react-router';
import type { PublicPage, PublishedCall, PublishedClaimCall, PublishedList, PublishedPolicy } from '#apps/api/contract.js';
import { formatDate, localDate } from '#domain/calendar/instant.js';
import { api } from '../../data/client.js';
import { Loaded, Trail } from '../calls/load.js';
import { CallNotice } from './call-notice.js';
import { ClaimCallNotice } from './claim-call-notice.js';
import { Facts } from './facts.js';
import { PolicyText } from './policy-text.js';
import { ProjectList } from './project-list.js';

/** One published page, as it is printed too. */
export function PublishedPage() {
  const { id = '' } = useParams();
  const page = useQuery({ queryKey: ['public', 'pages', id], queryFn: () => api<PublicPage>('GET', `/public/pages/${id}`) });
  return (
    <Loaded query={page}>
      {(one) => (
        <article className="published">
          <Flex justify="space-between" className="no-print">
            <Trail parts={[['公开信息', '/public'], [one.title]]} />
            <Button onClick={() => window.print()}>打印</Button>
          </Flex>
          <h1>{one.title}</h1>
          <p className="published-about">
            {[one.documentNo, `${formatDate(localDate(Date.parse(one.publishedAt)))}发布`].filter(Boolean).join(' · ')}
          </p>
          <Facts of={consortium.map(([key, label]) => [label, said(one.body[key])])} />
          {one.kind === 'call' &&
            (one.closings ? (
              <CallNotice page={one} call={one.body as unknown as PublishedCall} />
            ) : (
              <ClaimCallNotice page={one} call={one.body as unknown as PublishedClaimCall} />
            ))}
          {one.kind === 'policy' && 'text' in one.body && <PolicyText policy={one.body as unknown as PublishedPolicy} />}
          {(one.kind === 'notice' || one.kind === 'list') && <ProjectList page={one} list={one.body as PublishedList} />}
        </article>
      )}
    </Loaded>
  );
}

/** What a field, a notice or an approval of a consortium says besides its rows (2.2). */
const consortium = [
  ['name', '联合体名称'],
  ['industry', '产业领域'],
  ['target', '目标技术'],
  ['need', '重大项目需求'],
  ['lead', '牵头单位'],
  ['units', '成员单位'],
  ['approvalNo', '批复文号'],
  ['plaqueNo', '牌匾编号'],
] as const;

const said = (value: unknown): string | undefined =>
  Array.isArray(value) ? value.join('、') : typeof value === 'string' ? value : undefined;
