import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Card, Descriptions, Empty, Spin, Table, Tag, Timeline, Typography } from 'antd';
import { useParams } from 'react-router';
import type { CaseDetail, Me, TimelineItem } from '#apps/api/contract.js';
import { formatDeadline, formatInstant, localDate } from '#domain/calendar/instant.js';
import { compareValues, type FormValues } from '#domain/form/definition.js';
import { projectForm } from '#domain/key-project/form.js';
import { regionName } from '#domain/organisation/regions.js';
import { api } from '../data/client.js';
import { ProjectForm, ProjectSheet } from '../form/project-form.js';
import { RegistrationPanel } from './account/registration-panel.js';
import { Actions } from './actions.js';
import { toneColour } from './cases-page.js';

/** One case: where it stands and what can be done; its form with the last version's differences; its timeline and what comes next. */
export function CasePage({ me }: { me: Me }) {
  const { id } = useParams();
  const detail = useQuery({ queryKey: ['case', id], queryFn: () => api<CaseDetail>('GET', `/cases/${id}`) });
  const timeline = useQuery({
    queryKey: ['case', id, 'timeline'],
    queryFn: () => api<TimelineItem[]>('GET', `/cases/${id}/timeline`),
  });
  if (detail.isPending) return <Spin description="正在载入" />;
  if (detail.error) return <Alert type="error" showIcon title={detail.error.message} />;
  const one = detail.data;
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 340px', gap: 24 }}>
      <div>
        <Typography.Title level={2} style={{ fontSize: 20, marginTop: 0 }}>
          {one.number} {one.title} <Tag color={toneColour[one.tone]}>{one.label}</Tag>
        </Typography.Title>
        <Typography.Paragraph>
          {one.explanation.waitsFor}
          {one.explanation.next.length > 0 && (
            <Typography.Text type="secondary"> 下一步可能：{one.explanation.next.join('、')}</Typography.Text>
          )}
        </Typography.Paragraph>
        <Card size="small" style={{ marginBottom: 16 }}>
          <Actions detail={one} />
        </Card>
        {one.process === 'key-project' ? (
          <ProjectPanel one={one} me={me} />
        ) : one.process === 'registration' ? (
          <RegistrationPanel id={one.id} />
        ) : (
          <Facts one={one} />
        )}
      </div>
      <aside aria-label="流转与时限">
        <Card title="接下来" size="small" style={{ marginBottom: 16 }}>
          {one.forecast.length === 0 ? (
            <Empty description="没有待到的时点" />
          ) : (
            <ul style={{ paddingLeft: 16, margin: 0 }}>
              {one.forecast.slice(0, 8).map((item) => (
                <li key={item.name}>
                  {formatDeadline(item.at)} {item.label}
                  {item.provisional && <Tag>预计</Tag>}
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card title="流转记录" size="small">
          <Timeline
            items={(timeline.data ?? []).toReversed().map((item) => ({
              content: (
                <>
                  <b>{item.label}</b> {item.to}
                  <br />
                  {item.who} {item.unit}
                  <br />
                  {item.opinion && (
                    <>
                      意见：{item.opinion}
                      <br />
                    </>
                  )}
                  <Typography.Text type="secondary">{formatInstant(Date.parse(item.at))}</Typography.Text>
                </>
              ),
            }))}
          />
        </Card>
      </aside>
    </div>
  );
}

function ProjectPanel({ one, me }: { one: CaseDetail; me: Me }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: (content: FormValues) => api('PUT', `/cases/${one.id}/draft`, { content, basedOn: one.draft?.savedAt }),
    onSuccess: () => (void message.success('已保存'), queries.invalidateQueries({ queryKey: ['case', one.id] })),
    onError: (error) => void message.error(error.message),
  });
  const year = Number(one.data.year);
  const offices = one.data.offices as { owner: string };
  const editable =
    ['draft', 'returned'].includes(one.status) && me.units.some((unit) => unit.id === offices.owner && unit.roles.includes('EA'));
  const values = (one.draft?.content ?? {}) as FormValues;
  const previous = one.versions.at(one.status === 'returned' || one.versions.length < 2 ? -1 : -2);
  const changes =
    previous && one.versions.length > 1 ? compareValues(projectForm(year), previous.content as FormValues, values) : [];
  return (
    <>
      {changes.length > 0 && (
        <Card title="与上一版的差异" size="small" style={{ marginBottom: 16 }}>
          <Table
            size="small"
            rowKey="key"
            pagination={false}
            dataSource={changes}
            columns={[
              { title: '项目', dataIndex: 'label' },
              { title: '上一版', dataIndex: 'from' },
              { title: '本版', dataIndex: 'to' },
            ]}
          />
        </Card>
      )}
      {editable ? (
        <ProjectForm
          key={one.draft?.savedAt}
          year={year}
          today={localDate(Date.parse(me.clock.now))}
          values={values}
          saving={save.isPending}
          onSave={save.mutate}
        />
      ) : (
        <ProjectSheet year={year} values={values} />
      )}
    </>
  );
}

function Facts({ one }: { one: CaseDetail }) {
  const shown = Object.entries(one.data).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      items={[
        ...shown.map(([key, value]) => ({ key, label: key, children: String(value) })),
        ...(one.countyCode ? [{ key: 'county', label: '地区', children: regionName(one.countyCode) }] : []),
      ]}
    />
  );
}
