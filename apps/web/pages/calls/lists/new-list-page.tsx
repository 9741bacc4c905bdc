import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ListedProject, PrefectureProgress } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import { api } from '../../../data/client.js';
import type { CallView } from '../call-frame.js';
import { Loaded } from '../load.js';
import { ownPrefecture } from '../overview/call-knowledge.js';
import { Blocks } from './blocks.js';
import { listKinds, type ListKind } from './kinds.js';
import { ProjectTable } from './project-table.js';

/** Choosing the projects of a transmittal (A18) or of a list for the meeting: all, unless some are taken out. */
export function NewListPage({ view, process }: { view: CallView; process: ListKind['process'] }) {
  const kind = listKinds[process];
  const candidates = useQuery({
    queryKey: ['call', view.one.id, kind.candidates],
    queryFn: () => api<ListedProject[]>('GET', `/calls/${view.one.id}/${kind.candidates}`),
    refetchOnWindowFocus: false,
  });
  return (
    <Loaded query={candidates}>
      {(projects) => <Choice key={projects.map(({ id }) => id).join()} view={view} kind={kind} projects={projects} />}
    </Loaded>
  );
}

function Choice({ view, kind, projects }: { view: CallView; kind: ListKind; projects: ListedProject[] }) {
  const { one } = view;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [chosen, choose] = useState(() => projects.map(({ id }) => id));
  const [id] = useState(() => crypto.randomUUID());
  const open = useMutation({
    mutationFn: () => api<{ id: string }>('POST', kind.post, { id, callId: one.id, projects: chosen }),
    onSuccess: async (made) => {
      await queries.invalidateQueries();
      void navigate(`/calls/${one.id}/${kind.path}/${made.id}`);
    },
  });
  return (
    <div className="stack">
      {kind.process === 'transmittal' && <TransmittalBlocks view={view} />}
      <ProjectTable
        label={kind.create}
        projects={projects}
        empty={kind.none}
        choice={{ chosen, choose, open: () => true, word: '选择' }}
      />
      {open.error && <Alert type="error" showIcon title={open.error.message} />}
      <Flex gap="small" className="act-bar">
        <Button type="primary" disabled={chosen.length === 0} loading={open.isPending} onClick={() => open.mutate()}>
          {kind.pick}（{chosen.length} 个）
        </Button>
        <Button onClick={() => void navigate(`/calls/${one.id}/${kind.path}`)}>取消</Button>
      </Flex>
    </div>
  );
}

/** What will stand in the way of sending: said before the work of choosing (A18, A23, A24). */
function TransmittalBlocks({ view }: { view: CallView }) {
  const { one, me } = view;
  const progress = useQuery({
    queryKey: ['call', one.id, 'progress'],
    queryFn: () => api<PrefectureProgress[]>('GET', `/calls/${one.id}/progress`),
  });
  const line = progress.data?.find(({ code }) => code === ownPrefecture(view));
  if (!line) return null;
  const closing = Date.parse(line.closing);
  return (
    <Blocks
      callId={one.id}
      deadline={formatDeadline(closing)}
      late={closing <= Date.parse(me.clock.now)}
      carryOverOpen={line.carryOverOpen}
      officeNamed={line.office !== null}
    />
  );
}
