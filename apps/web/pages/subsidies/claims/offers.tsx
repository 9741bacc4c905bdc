import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ClaimOffer, ClaimOffers } from '#apps/api/contract.js';
import { formatDeadline, formatInstant } from '#domain/calendar/instant.js';
import { api } from '../../../data/client.js';
import { ImportClaims } from './import-claims.js';
import { NewVoucher } from './new-voucher.js';

/** What one's unit may claim now: a measure a line, each with its way in or the reason why not. */
export function Offers() {
  const offers = useQuery({ queryKey: ['claims', 'offers'], queryFn: () => api<ClaimOffers>('GET', '/claims/offers') });
  const [recommender, setRecommender] = useState<string>();
  const [asking, setAsking] = useState(false);
  if (offers.error) return <Alert type="error" showIcon title={offers.error.message} />;
  if (!offers.data) return <Card size="small" loading />;
  const { calls, recommenders = [] } = offers.data;
  return (
    <Flex vertical gap="small">
      {calls.length === 0 && <Card size="small">当前没有开放的补助申报批次。省科技厅发布后，将在此显示。</Card>}
      {calls.map((call) => (
        <Offer key={call.callId} call={call} recommenderId={recommender ?? recommenders[0]?.id} />
      ))}
      <Flex gap="middle" align="center" wrap>
        {recommenders.length > 1 && (
          <label>
            推荐单位：
            <Select
              aria-label="推荐单位"
              style={{ width: 260 }}
              value={recommender ?? recommenders[0]!.id}
              onChange={setRecommender}
              options={recommenders.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </label>
        )}
        <Link to="/subsidies/estimate">补助试算</Link>
        <Button type="link" onClick={() => setAsking(true)}>
          申领科技创新券
        </Button>
      </Flex>
      {asking && <NewVoucher close={() => setAsking(false)} />}
    </Flex>
  );
}

function Offer({ call, recommenderId }: { call: ClaimOffer; recommenderId: string | undefined }) {
  const navigate = useNavigate();
  // One id a measure for one intent: pressed twice, it is one draft.
  const [ids] = useState(() => new Map(call.measures.map(({ code }) => [code, crypto.randomUUID()])));
  const [importing, setImporting] = useState<ClaimOffer['measures'][number]>();
  const open = useMutation({
    mutationFn: ({ code, needsRecommender }: ClaimOffer['measures'][number]) =>
      api<{ id: string }>('POST', '/claims', {
        id: ids.get(code),
        callId: call.callId,
        measure: code,
        ...(needsRecommender && recommenderId ? { recommenderId } : {}),
      }),
    onSuccess: ({ id }) => void navigate(`/cases/${id}`),
  });
  return (
    <section className="offer" aria-label={call.title}>
      <strong>{call.title}</strong> {call.documentNo}
      <div className="quiet">
        {formatInstant(Date.parse(call.opensAt))}开放，{formatDeadline(Date.parse(call.closesAt))}截止
      </div>
      <ul>
        {call.measures.map((measure) => (
          <li key={measure.code}>
            <span>
              {measure.clause}
              {measure.label}
              {measure.closed && <span className="quiet"> {measure.closed}</span>}
            </span>
            <Flex gap="small">
              <Button
                aria-label={`批量导入：${measure.label}`}
                disabled={measure.closed !== null}
                onClick={() => setImporting(measure)}
              >
                批量导入
              </Button>
              <Button
                aria-label={`申报：${measure.label}`}
                disabled={measure.closed !== null}
                loading={open.isPending && open.variables.code === measure.code}
                onClick={() => open.mutate(measure)}
              >
                开始申报
              </Button>
            </Flex>
          </li>
        ))}
      </ul>
      {call.measures.length === 0 && <div>本批次没有适合本单位类别的措施。</div>}
      {open.error && <Alert type="error" showIcon title={open.error.message} style={{ marginTop: 8 }} />}
      {importing && (
        <ImportClaims call={call} measure={importing} recommenderId={recommenderId} close={() => setImporting(undefined)} />
      )}
    </section>
  );
}
