import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Empty, Spin, Tag } from 'antd';
import { Link } from 'react-router';
import { api } from '../../data/client.js';
import { dayOf, kinds, lastDayOf, type Head } from './pages.js';
import { PublicFrame } from './public-frame.js';

/** Open calls, notices, published lists, policy texts; newest first. */
export function PublicPagesPage() {
  const pages = useQuery({ queryKey: ['public'], queryFn: () => api<Head[]>('GET', '/public/pages') });
  return (
    <PublicFrame>
      {pages.isPending && <Spin description="正在载入" />}
      {pages.error && (
        <Alert
          type="error"
          showIcon
          title={pages.error.message}
          action={<Button onClick={() => void pages.refetch()}>重试</Button>}
        />
      )}
      {pages.data &&
        kinds.map(({ kind, label, empty }) => {
          const found = pages.data.filter((page) => page.kind === kind);
          return (
            <section key={kind} aria-label={label}>
              <h2 style={{ fontSize: 18 }}>{label}</h2>
              {found.length === 0 ? (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="quiet">{empty}</span>} />
              ) : (
                <ul>
                  {found.map((page) => (
                    <li key={page.id} style={{ marginBottom: 8 }}>
                      <Link to={`/public/${page.id}`}>{page.title}</Link>{' '}
                      <span className="quiet">{[page.documentNo, dayOf(page.publishedAt)].filter(Boolean).join(' · ')}</span>{' '}
                      {page.open && page.closesAt && <Tag color="blue">公示中，至 {lastDayOf(page.closesAt)}</Tag>}
                    </li>
                  ))}
                </ul>
              )}
            </section>
          );
        })}
    </PublicFrame>
  );
}
