import { useQuery } from '@tanstack/react-query';
import { Alert, Descriptions, Flex } from 'antd';
import { useState } from 'react';
import type { CaseDetail, ListedClaim } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import type { ClaimListData } from '#domain/subsidy/claim/list.js';
import { api } from '../../../data/client.js';
import { Loaded } from '../../calls/load.js';
import { useDialog, type DialogKnowledge } from '../../case/act/knowledge.js';
import { ClaimTable } from './claim-table.js';

const listData = (one: CaseDetail) => one.data as unknown as ClaimListData;

/** What was ticked on the page goes with the decision. */
export function useClaimList(one: CaseDetail): DialogKnowledge {
  const [chosen, choose] = useState(() => listData(one).claims);
  return {
    choice: { chosen, choose },
    stay: true,
    given: { decide: { selected: chosen } },
    defaults: { 'publish-notice': { days: '5' } },
    notes: {
      decide: (
        <p>
          同意补助 <strong>{chosen.length}</strong> 件，未同意 <strong>{listData(one).claims.length - chosen.length}</strong> 件。
        </p>
      ),
    },
  };
}

/** 补助名单 (2.9): the claims of one meeting, their notice and the document that awards them. */
export function ListPanel({ one }: { one: CaseDetail }) {
  const data = listData(one);
  const claims = useQuery({
    queryKey: ['case', one.id, 'claims'],
    queryFn: () => api<ListedClaim[]>('GET', `/claims/listed?ids=${data.claims.join(',')}`),
  });
  const { choice } = useDialog();
  const deciding = one.explanation.actions.some((action) => action.on === 'decide' && action.available);
  const closes = one.forecast.find((item) => item.name === 'notice-closes');
  return (
    <Flex vertical gap="middle">
      <Descriptions
        bordered
        size="small"
        column={4}
        items={[
          { key: 'all', label: '上会', children: `${data.claims.length} 件` },
          { key: 'in', label: '同意补助', children: data.selected ? `${data.selected.length} 件` : '待审议' },
          { key: 'minutes', label: '会议纪要号', children: data.minutesNo ?? '—' },
          { key: 'plan', label: '核定文号', children: data.planNo ?? '—' },
        ]}
      />
      {closes && <Alert type="info" showIcon title={`公示至 ${formatDeadline(closes.at)}，期满无异议的申报即予核定。`} />}
      <Loaded query={claims}>
        {(rows) => (
          <ClaimTable
            label="上会的补助申报"
            claims={rows}
            empty="名单中没有您可以查看的申报。"
            {...(deciding && choice ? { choice: { ...choice, word: '同意' } } : {})}
          />
        )}
      </Loaded>
    </Flex>
  );
}
