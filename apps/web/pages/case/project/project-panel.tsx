import { Tabs } from 'antd';
import { useState } from 'react';
import { attachmentPurposes } from '#domain/key-project/attachments.js';
import { Attachments, useAttachments } from '../attachments.js';
import type { PanelProps } from '../panels.js';
import { PromiseFirst } from '../promise-first.js';
import { Execution } from './execution.js';
import { ExpertPanel } from '../expert-panel.js';
import { UnitHistory } from './history.js';
import { isEditable, projectData } from './knowledge.js';
import { ProjectForm } from './project-form.js';
import { ReviewSheet } from './review-sheet.js';
import { WorkbookCompare } from './workbook-compare.js';

const executing = ['listed', 'exec', 'paused', 'done', 'removed'];
const officials = ['CO', 'PO', 'VO', 'VD', 'VL', 'AU'];

/** 重点项目: the form to fill or to review, its files, the Excel beside it, the panel, the months. */
export function ProjectPanel({ one, me }: PanelProps) {
  const data = projectData(one);
  const editable = isEditable(one, me);
  const official = me.units.some((unit) => unit.roles.some((role) => officials.includes(role)));
  const mayAttach =
    editable ||
    (!one.ended &&
      me.units.some(
        (unit) =>
          unit.id !== data.offices.owner &&
          Object.values(data.offices).includes(unit.id) &&
          unit.roles.some((role) => ['CO', 'PO', 'VO', 'VD'].includes(role)),
      ));
  const files = useAttachments(one.id);
  const round = ['province', 'expert', 'meeting'].includes(one.status) || data.draws;
  const [tab, setTab] = useState(executing.includes(one.status) && one.status !== 'listed' ? 'months' : 'form');
  if (!one.draft && one.versions.length === 0) return <PromiseFirst units="申报单位" />;
  const items = [
    { key: 'form', label: '申报表', children: editable ? <ProjectForm one={one} me={me} /> : <ReviewSheet one={one} me={me} /> },
    {
      key: 'files',
      label: `附件 ${files.data?.length ?? ''}`,
      children: <Attachments caseId={one.id} purposes={attachmentPurposes} mayAdd={mayAttach} />,
    },
    { key: 'excel', label: 'Excel与打印', children: <WorkbookCompare one={one} mayUpload={editable || mayAttach} /> },
    ...(official ? [{ key: 'history', label: '同单位历史', children: <UnitHistory one={one} /> }] : []),
    ...(data.expertRound && official && round
      ? [{ key: 'experts', label: '专家评审', children: <ExpertPanel record={data} names={one.names} size="5名" /> }]
      : []),
    ...(executing.includes(one.status) ? [{ key: 'months', label: '实施进展', children: <Execution one={one} me={me} /> }] : []),
  ];
  return <Tabs items={items} activeKey={tab} onChange={setTab} className="project-tabs" />;
}
