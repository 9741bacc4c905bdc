import { Flex, Tabs } from 'antd';
import { useState } from 'react';
import { checkDissolution, dissolutionAgreement as form } from '#domain/consortium/dissolution/form.js';
import { DocumentPanel } from '../../case/documents/document-panel.js';
import type { PanelProps } from '../../case/panels.js';
import { Stages } from '../../case/stages.js';
import { ChildFiles } from '../child-files.js';
import { Signatures } from '../signing/signatures.js';
import { dissolutionData, dissolutionStages } from './knowledge.js';
import { DissolutionOverview } from './overview.js';
import { Settlement } from './settlement.js';
import '../consortium.css';

const settling = ['settlement', 'recommender', 'province_approval', 'dissolved'];

/** 联合体解散 (2.7): its ground, what stands in its way, everyone's consent, the settlement, and the province's approval. */
export function DissolutionPanel({ one, me }: PanelProps) {
  const data = dissolutionData(one);
  const [tab, setTab] = useState(one.status === 'member_consent' ? 'signatures' : 'overview');
  const items = [
    { key: 'overview', label: '解散情况', children: <DissolutionOverview one={one} /> },
    {
      key: 'agreement',
      label: '解散协议',
      children: (
        <DocumentPanel
          one={one}
          name="agreement"
          form={form}
          check={checkDissolution}
          empty="解散协议由牵头单位起草，提交后在此供各单位审阅签署。"
        />
      ),
    },
    {
      key: 'signatures',
      label: '签署',
      children: (
        <Signatures
          one={one}
          form={form}
          data={data}
          parties={data.members}
          done={`全部 ${data.members.length} 家单位已签署解散协议。`}
          rule="全部单位签署即进入清算；未全部签署的，20个工作日内无单位提出异议，视为同意。"
          none="解散协议尚未定稿。牵头单位提交后，文本定稿并交各单位签署。"
        />
      ),
    },
    ...(settling.includes(one.status) || data.settlement
      ? [{ key: 'settlement', label: '清算', children: <Settlement one={one} /> }]
      : []),
    { key: 'files', label: '附件', children: <ChildFiles one={one} me={me} /> },
  ];
  return (
    <Flex vertical gap="middle">
      <Stages stages={dissolutionStages(data)} status={one.status} over={one.label} />
      <Tabs items={items} activeKey={tab} onChange={setTab} destroyOnHidden className="project-tabs" />
    </Flex>
  );
}
