import { Tabs } from 'antd';
import { useState } from 'react';
import { formationAttachments } from '#domain/consortium/formation/attachments.js';
import { Attachments, useAttachments } from '../../case/attachments.js';
import { ExpertPanel } from '../../case/expert-panel.js';
import type { PanelProps } from '../../case/panels.js';
import { isConcealed, PromiseFirst } from '../../case/promise-first.js';
import { Agreement, Application, Plan } from './documents.js';
import { formationData, leads } from './knowledge.js';
import { Overview } from './overview.js';
import { AgreementSignatures } from './signatures.js';
import '../consortium.css';

const officials = ['VO', 'VD', 'VL', 'AU'];
const open = ['inviting', 'signing', 'signed', 'returned'];
const signing = ['signing', 'signed'];

/** 创新联合体组建: the desk of members and conditions, the three annexes, the signatures, the panel. */
export function FormationPanel({ one, me }: PanelProps) {
  const data = formationData(one);
  const files = useAttachments(one.id);
  const official = me.units.some((unit) => unit.roles.some((role) => officials.includes(role)));
  const [tab, setTab] = useState(signing.includes(one.status) ? 'signatures' : 'overview');
  if (isConcealed(one, me)) return <PromiseFirst />;
  const items = [
    { key: 'overview', label: '概况与成员', children: <Overview one={one} /> },
    { key: 'agreement', label: '组建协议', children: <Agreement one={one} me={me} /> },
    { key: 'signatures', label: '签署', children: <AgreementSignatures one={one} /> },
    { key: 'form', label: '申请表', children: <Application one={one} me={me} /> },
    { key: 'plan', label: '建设方案', children: <Plan one={one} me={me} /> },
    {
      key: 'files',
      label: `附件 ${files.data?.length ?? ''}`,
      children: (
        <Attachments
          caseId={one.id}
          purposes={formationAttachments}
          mayAdd={(leads(one, me) && open.includes(one.status)) || (official && !one.ended)}
        />
      ),
    },
    ...(official && (data.draws || one.status === 'review')
      ? [
          {
            key: 'experts',
            label: '专家评审',
            children: (
              <ExpertPanel
                record={{ ...data, experts: data.panel ?? [], gone: data.withdrawn ?? [] }}
                names={one.names}
                size="7名以上（单数）"
              />
            ),
          },
        ]
      : []),
  ];
  // One document is written at a time; leaving its tab saves it.
  return <Tabs items={items} activeKey={tab} onChange={setTab} destroyOnHidden className="project-tabs" />;
}
