import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Spin } from 'antd';
import { Link, useParams } from 'react-router';
import type { PublicPage } from '#apps/api/contract.js';
import { api } from '../../data/client.js';
import { CallNotice } from './call-notice.js';
import { dayOf, lastDayOf, type CallBody, type ListBody } from './pages.js';
import { ProjectList } from './project-list.js';
import { PublicFrame } from './public-frame.js';

/** One published page, as it was frozen when it was published; it prints as it stands. */
export function PublicDetailPage() {
  const { id } = useParams();
  const page = useQuery({ queryKey: ['public', id], queryFn: () => api<PublicPage>('GET', `/public/pages/${id}`) });
  return (
    <PublicFrame>
      {page.isPending && <Spin description="正在载入" />}
      {page.error && <Alert type="error" showIcon title={page.error.message} action={<Link to="/public">返回公开信息</Link>} />}
      {page.data && <Shown page={page.data} />}
    </PublicFrame>
  );
}

function Shown({ page }: { page: PublicPage }) {
  const list = page.body as ListBody;
  return (
    <article>
      <Flex justify="space-between" align="center" className="no-print">
        <Link to="/public">← 返回</Link>
        <Button onClick={() => window.print()}>打印</Button>
      </Flex>
      <h2 style={{ textAlign: 'center' }}>{page.title}</h2>
      <p style={{ textAlign: 'center' }} className="quiet">
        {[page.documentNo, `发布日期：${dayOf(page.publishedAt)}`].filter(Boolean).join(' · ')}
      </p>
      {page.kind === 'call' && <CallNotice body={page.body as unknown as CallBody} />}
      {page.kind === 'notice' && (
        <p>
          {list.issuer}对拟列入的项目予以公示
          {page.closesAt && `，公示期至 ${lastDayOf(page.closesAt)} 24:00`}
          。任何单位和个人对公示项目有异议的，请在公示期内实名提出并提供证据；单位提出的须由法定代表人签字并加盖公章，匿名或逾期的不予受理。
          {list.phones && `联系电话：${list.office ?? ''} ${list.phones.join('、')}；监督：机关纪委。`}
        </p>
      )}
      {list.projects && <ProjectList page={page} projects={list.projects} />}
    </article>
  );
}
