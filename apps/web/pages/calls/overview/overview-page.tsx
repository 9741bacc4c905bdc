import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PrefectureProgress } from '#apps/api/contract.js';
import { api } from '../../../data/client.js';
import { Actions } from '../../actions.js';
import { ActDialog } from '../../case/act/act-dialog.js';
import { DialogProvider, type Dialog } from '../../case/act/knowledge.js';
import { CaseAside } from '../../case/case-aside.js';
import type { CallView } from '../call-frame.js';
import { ForecastCard } from '../forecast/forecast-card.js';
import { Loaded } from '../load.js';
import { useCalendar } from '../use-calendar.js';
import { BoardTable } from './board-table.js';
import { useCallKnowledge } from './call-knowledge.js';
import { ClosingsTable } from './closings-table.js';
import { NoticeCard } from './notice-card.js';
import { ScheduleCard } from './schedule-card.js';

/** 总览: what the notice says, the back-planned closings (R1, R2), every prefecture's arrangements and progress, what will be late at the present pace, and the acts of the call. */
export function OverviewPage({ view }: { view: CallView }) {
  const { one } = view;
  const calendar = useCalendar();
  const [extending, setExtending] = useState<string>();
  const [unsaved] = useState<Dialog['unsaved']>({});
  const progress = useQuery({
    queryKey: ['call', one.id, 'progress'],
    queryFn: () => api<PrefectureProgress[]>('GET', `/calls/${one.id}/progress`),
  });
  const knowledge = useCallKnowledge(view, calendar);
  const extend = one.explanation.actions.find((action) => action.on === 'extend' && action.available);
  const own = extending ? { ...knowledge.defaults, extend: { prefecture: extending } } : knowledge.defaults;
  const notice = (
    <div className="pair">
      <NoticeCard call={view.call} />
      <ScheduleCard view={view} {...(calendar ? { calendar } : {})} />
    </div>
  );
  return (
    <DialogProvider value={{ ...knowledge, defaults: own, one, unsaved }}>
      <div className="case-page">
        <div className="stack">
          {one.status === 'draft' && notice}
          <Loaded query={progress}>
            {(lines) =>
              lines.length > 0 && (
                <>
                  {one.status !== 'draft' && <BoardTable view={view} lines={lines} />}
                  {one.status !== 'draft' && <ForecastCard callId={one.id} />}
                  <ClosingsTable
                    view={view}
                    lines={lines}
                    {...(calendar ? { calendar } : {})}
                    {...(extend ? { extend: setExtending } : {})}
                  />
                </>
              )
            }
          </Loaded>
          {one.status !== 'draft' && notice}
          <div className="act-bar">
            <Actions />
          </div>
        </div>
        <CaseAside one={one} now={Date.parse(view.me.clock.now)} />
      </div>
      {extend && extending && <ActDialog key={extending} action={extend} close={() => setExtending(undefined)} />}
    </DialogProvider>
  );
}
