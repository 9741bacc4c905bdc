import { Flex, Tabs } from 'antd';
import { useState } from 'react';
import { checkSupplementary, supplementaryAgreement as form } from '#domain/consortium/change/form.js';
import { parties } from '#domain/consortium/change/guards.js';
import { LineAct } from '../../case/act/line-act.js';
import { DocumentPanel } from '../../case/documents/document-panel.js';
import type { PanelProps } from '../../case/panels.js';
import { Stages } from '../../case/stages.js';
import { ChildFiles } from '../child-files.js';
import { Signatures } from '../signing/signatures.js';
import { changeData, changeStages, isSigned } from './knowledge.js';
import { ChangeOverview } from './overview.js';
import '../consortium.css';

/** 联合体变更 (2.6): what changes, the supplementary agreement, who signs it, and how far it is. */
export function ChangePanel({ one, me }: PanelProps) {
  const data = changeData(one);
  const [tab, setTab] = useState(one.status === 'signing' ? 'signatures' : 'overview');
  const items = [
    { key: 'overview', label: '变更内容', children: <ChangeOverview one={one} /> },
    ...(isSigned(data)
      ? [
          {
            key: 'agreement',
            label: '补充协议',
            children: (
              <DocumentPanel
                one={one}
                name="agreement"
                form={form}
                check={checkSupplementary}
                empty="补充协议由牵头单位起草，提交后在此供各单位审阅签署。"
              />
            ),
          },
          { key: 'signatures', label: '签署', children: <ChangeSignatures one={one} /> },
        ]
      : []),
    { key: 'files', label: '附件', children: <ChildFiles one={one} me={me} /> },
  ];
  return (
    <Flex vertical gap="middle">
      <Stages stages={changeStages(data)} status={one.status} over={one.label} />
      <Tabs items={items} activeKey={tab} onChange={setTab} destroyOnHidden className="project-tabs" />
    </Flex>
  );
}

function ChangeSignatures({ one }: Pick<PanelProps, 'one'>) {
  const data = changeData(one);
  const all = parties(data);
  const leaves = (unitId: string) => data.leaving.includes(unitId);
  const note = (unitId: string) => {
    if (leaves(unitId)) return '退出单位：签署即为退出声明';
    return data.members.some((member) => member.unitId === unitId) ? undefined : '拟加入单位';
  };
  return (
    <Signatures
      one={one}
      form={form}
      data={data}
      parties={all}
      done={`全部 ${all.length} 家单位已签署补充协议。`}
      rule="现有成员、拟加入单位和退出单位均须签署；文本一经修改，已有签章全部失效。"
      none="补充协议尚未定稿。牵头单位提交变更后，文本定稿并交各单位签署。"
      asks={note}
      acts={({ unitId, name }) => leaves(unitId) && <LineAct on="accept-exit-proof" given={{ unit: unitId }} about={name} />}
    />
  );
}
