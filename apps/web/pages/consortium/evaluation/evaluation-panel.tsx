import { Flex, Tabs } from 'antd';
import { evaluationAttachments } from '#domain/consortium/evaluation/attachments.js';
import { checkSelfEvaluation, selfEvaluation } from '#domain/consortium/forms/self-evaluation.js';
import { dimensions } from '#domain/consortium/vocabulary.js';
import { useUrlFilter } from '../../../data/pages.js';
import { Attachments, useAttachments } from '../../case/attachments.js';
import { DocumentPanel } from '../../case/documents/document-panel.js';
import { ExpertPanel } from '../../case/expert-panel.js';
import type { PanelProps } from '../../case/panels.js';
import { holdsIn } from '../../case/posts.js';
import { isConcealed, PromiseFirst } from '../../case/promise-first.js';
import { Stages } from '../../case/stages.js';
import '../consortium.css';
import { evaluationData, evaluationStages } from './data.js';
import { EvaluationOverview } from './overview.js';

/** Where somebody's first look goes, by stage. */
const firstTab: Record<string, string> = { self_eval: 'form', recommender_opinion: 'form', panel: 'experts' };

/** 绩效评价: what is measured and with what weight, the self-evaluation, the panel, the result and the decision. */
export function EvaluationPanel({ one, me }: PanelProps) {
  const data = evaluationData(one);
  const files = useAttachments(one.id);
  const [filter, change] = useUrlFilter();
  if (isConcealed(one, me)) return <PromiseFirst />;
  const items = [
    { key: 'overview', label: '评价结果', children: <EvaluationOverview one={one} /> },
    {
      key: 'form',
      label: '自评报告',
      children: (
        <DocumentPanel
          one={one}
          name="form"
          form={selfEvaluation}
          check={checkSelfEvaluation}
          empty="牵头单位尚未提交绩效自评。"
        />
      ),
    },
    // Until the evaluation is decided the record comes without the panel, except to the offices.
    ...(data.draws !== undefined || (one.status === 'panel' && holdsIn(me, data.offices.province, 'VO', 'VD', 'VL'))
      ? [{ key: 'experts', label: '专家评价', children: <Experts one={one} /> }]
      : []),
    {
      key: 'files',
      label: `佐证材料 ${files.data?.length ?? ''}`,
      children: (
        <Attachments
          caseId={one.id}
          purposes={evaluationAttachments}
          empty="没有佐证材料。牵头单位在自评环节按四个维度上传。"
          mayAdd={one.status === 'self_eval' && holdsIn(me, data.offices.lead, 'LD')}
        />
      ),
    },
  ];
  const wanted = filter.tab ?? firstTab[one.status] ?? 'overview';
  return (
    <Flex vertical gap="small">
      <Stages stages={evaluationStages} status={one.status} over={one.label} />
      <Tabs
        items={items}
        activeKey={items.some(({ key }) => key === wanted) ? wanted : 'form'}
        onChange={(tab) => change({ tab })}
        destroyOnHidden
        className="project-tabs"
      />
    </Flex>
  );
}

function Experts({ one }: { one: PanelProps['one'] }) {
  const data = evaluationData(one);
  const record = {
    ...data,
    experts: data.panel ?? [],
    gone: data.withdrawn ?? [],
    scores: (data.scores ?? []).map((given) => ({ ...given, score: Number(given.score) })),
  };
  return <ExpertPanel record={record} names={one.names} size="7名以上（单数）" dimensions={dimensions} />;
}
