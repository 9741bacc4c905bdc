import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { Navigate, useParams } from 'react-router';
import type { Acted, CaseDetail, Me } from '#apps/api/contract.js';
import { api } from '../data/client.js';
import { Actions } from './actions.js';
import { DialogProvider, type Dialog } from './case/act/knowledge.js';
import { CaseAside } from './case/case-aside.js';
import { CaseHead } from './case/case-head.js';
import { caseViews, ownPages } from './case/panels.js';
import { PlainFacts } from './case/plain-facts.js';

/** One case 事项: where it stands and whose desk it is on, its own body, what can be done; beside it deadlines and the timeline. */
export function CasePage({ me }: { me: Me }) {
  const { id } = useParams();
  const detail = useQuery({ queryKey: ['case', id], queryFn: () => api<CaseDetail>('GET', `/cases/${id}`) });
  useReading(detail.data);
  if (detail.isPending) return <Spin description="正在载入" />;
  if (!detail.data)
    return (
      <Alert
        type="error"
        showIcon
        title={detail.error.message}
        action={<Button onClick={() => void detail.refetch()}>重试</Button>}
      />
    );
  // Nothing of this page may stand while the other loads: a button pressed here would open a dialog that goes with it.
  const elsewhere = ownPages[detail.data.process];
  if (elsewhere) return <Navigate replace to={elsewhere(detail.data)} />;
  return <Shown key={detail.data.id} one={detail.data} me={me} />;
}

const noKnowledge = () => ({});

function Shown({ one, me }: { one: CaseDetail; me: Me }) {
  const view = caseViews[one.process];
  const knowledge = (view?.useKnowledge ?? noKnowledge)(one, me);
  const Panel = view?.Panel ?? PlainFacts;
  const [unsaved] = useState<Dialog['unsaved']>({});
  return (
    <DialogProvider value={{ ...knowledge, one, unsaved }}>
      <div className="case-page">
        <div className="case-body">
          <CaseHead one={one} me={me} />
          <Panel one={one} me={me} />
          <div className="act-bar">
            <Actions />
          </div>
        </div>
        <CaseAside one={one} now={Date.parse(me.clock.now)} />
      </div>
    </DialogProvider>
  );
}

/** Opening one's task counts as reading it: from then on its sender can no longer take it back 撤回. */
function useReading(one: CaseDetail | undefined) {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ caseId, taskId, deputyFor }: { caseId: string; taskId: string; deputyFor: string | undefined }) =>
      api<Acted>('POST', `/cases/${caseId}/acts`, { id: crypto.randomUUID(), on: 'read', taskId, deputyFor }),
    onSuccess: (_, { caseId }) => queries.invalidateQueries({ queryKey: ['case', caseId] }),
  });
  const unread = one && !one.ended && !one.pause ? one.tasks.find((task) => task.mine && task.unread) : undefined;
  const [caseId, taskId, deputyFor] = [one?.id, unread?.id, unread?.deputyFor?.personId];
  useEffect(() => {
    if (caseId && taskId) mutate({ caseId, taskId, deputyFor });
  }, [caseId, taskId, deputyFor, mutate]);
}
