import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { CaseDetail, ListedProject } from '#apps/api/contract.js';
import { api } from '../../../data/client.js';
import type { CallView } from '../call-frame.js';
import { Loaded } from '../load.js';
import { SelectionPage } from './selection-page.js';
import { TransmittalPage } from './transmittal-page.js';

export interface ListView {
  view: CallView;
  list: CaseDetail;
  projects: ListedProject[];
}

/** One transmittal or selection list with its projects. */
export function ListPage({ view }: { view: CallView }) {
  const { listId } = useParams();
  const list = useQuery({ queryKey: ['case', listId], queryFn: () => api<CaseDetail>('GET', `/cases/${listId}`) });
  const projects = useQuery({
    queryKey: ['list', listId, 'projects'],
    queryFn: () => api<ListedProject[]>('GET', `/lists/${listId}/projects`),
  });
  return (
    <Loaded query={list}>
      {(one) => (
        <Loaded query={projects}>
          {(rows) => {
            const Page = one.process === 'transmittal' ? TransmittalPage : SelectionPage;
            return <Page key={one.id} view={view} list={one} projects={rows} />;
          }}
        </Loaded>
      )}
    </Loaded>
  );
}
