import { useQuery } from '@tanstack/react-query';
import { Card } from 'antd';
import { Link } from 'react-router';
import type { PublicPage } from '#apps/api/contract.js';
import { formatDate, formatDeadline, localDate } from '#domain/calendar/instant.js';
import { leftText } from '#domain/calendar/time-left.js';
import { api } from '../../data/client.js';
import { Loaded } from '../calls/load.js';
import { ToneTag } from '../tone-tag.js';

type Head = Omit<PublicPage, 'body' | 'closings'>;

const sections: { kind: PublicPage['kind']; title: string; empty: string }[] = [
  { kind: 'call', title: '申报通知', empty: '目前没有申报通知。新批次一般在每年11月中旬发布。' },
  { kind: 'notice', title: '公示', empty: '目前没有公示。入选名单经会议审议后在此公示5至7个工作日。' },
  { kind: 'list', title: '已公布名单', empty: '还没有公布的名单。公示期满后，列入计划的项目在此公布。' },
  { kind: 'policy', title: '政策文件', empty: '还没有政策文件。' },
];

/** What is open now comes first in each section. */
export function PublicHome() {
  const pages = useQuery({ queryKey: ['public', 'pages'], queryFn: () => api<Head[]>('GET', '/public/pages') });
  return (
    <>
      <h1>公开信息</h1>
      <Loaded query={pages}>
        {(all) => (
          <div className="public-home">
            {sections.map((section) => (
              <Section key={section.kind} {...section} pages={all.filter((page) => page.kind === section.kind)} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}

function Section({ kind, title, empty, pages }: { kind: string; title: string; empty: string; pages: Head[] }) {
  const order = [...pages].sort((a, b) => Number(b.open) - Number(a.open));
  return (
    <section aria-labelledby={`public-${kind}`}>
      <h2 id={`public-${kind}`}>
        {title} <small className="quiet">共 {pages.length} 项</small>
      </h2>
      <Card size="small">
        {pages.length === 0 && <p className="quiet">{empty}</p>}
        <ul className="public-list">
          {order.map((page) => (
            <li key={page.id}>
              <Link to={`/public/${page.id}`}>{page.title}</Link>
              <State page={page} />
              <span className="quiet">
                {[page.documentNo, `${formatDate(localDate(Date.parse(page.publishedAt)))}发布`].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

const words = { call: ['申报中', '已截止'], notice: ['公示中', '公示已结束'] } as const;

function State({ page }: { page: Head }) {
  if (page.kind !== 'call' && page.kind !== 'notice') return null;
  const [open, over] = words[page.kind];
  return (
    <span>
      <ToneTag tone={page.open ? 'running' : 'ended'}>{page.open ? open : over}</ToneTag>
      {page.open && (
        <>
          {' '}
          <Left page={page} />
        </>
      )}
    </span>
  );
}

/** '还剩 6 天（4 个工作日），至 2026年11月26日24:00(星期四)', and the hint where that is a free day (R2). */
export function Left({ page: { left, closesAt } }: { page: Pick<PublicPage, 'left' | 'closesAt'> }) {
  return (
    <>
      {leftText(left!)}，至 {formatDeadline(Date.parse(closesAt!))}
      {left!.warning && <span className="note warning">⚠ {left!.warning}</span>}
    </>
  );
}
