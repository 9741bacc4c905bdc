import { useQuery } from '@tanstack/react-query';
import type { ForecastNumber, ListedProject } from '#apps/api/contract.js';
import type { ReviewLevel } from '#domain/key-project/load-forecast.js';
import { api } from '../../../data/client.js';
import { search, useUrlFilter } from '../../../data/pages.js';
import { ProjectTable } from '../lists/project-table.js';
import { Loaded } from '../load.js';
import { levelNames, numberNames, officeName } from './words.js';

/** The projects behind one number of the forecast. */
export function ForecastProjectsPage({ callId }: { callId: string }) {
  const [{ level = '', region = '', number = '' }] = useUrlFilter();
  const projects = useQuery({
    queryKey: ['call', callId, 'load-forecast', level, region, number],
    queryFn: () => api<ListedProject[]>('GET', `/calls/${callId}/load-forecast/projects?${search({ level, region, number })}`),
  });
  const of = level as ReviewLevel;
  const title = [officeName({ region }), levelNames[of], numberNames[number as ForecastNumber]].join(' · ');
  return (
    <>
      <h3 style={{ fontSize: 16 }}>{title}</h3>
      <Loaded query={projects}>
        {(rows) => (
          <ProjectTable label={title} projects={rows} empty="没有项目：可能在打开本页之前已经办结，请返回总览查看最新数字。" />
        )}
      </Loaded>
    </>
  );
}
