import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import type { CaseDetail, Me } from '#apps/api/contract.js';
import { addDays, addMonths, localDate } from '#domain/calendar/instant.js';
import { decisions } from '#domain/consortium/evaluation/decision.js';
import { defaultWeights, weighted, weightsValid, type Marks, type Weights } from '#domain/consortium/scoring.js';
import { dimensions, type Dimension } from '#domain/consortium/vocabulary.js';
import { api } from '../../../data/client.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import { consortiumData } from '../life/use-life.js';
import { Note } from '../note.js';
import { evaluationData } from './data.js';

/** What the dialogs of an evaluation's acts know. */
export function useEvaluation(one: CaseDetail, me: Me): DialogKnowledge {
  const { panel = [], scores = [], grade = '—', score = '—', weights, review } = evaluationData(one);
  const today = localDate(Date.parse(me.clock.now));
  const from = usePeriodStart(one);
  const scored = new Set(scores.map((given) => given.personId));
  const confirmed = review ? '复核后的结果直接提交审议。' : '核定后征求牵头单位意见，牵头单位5个工作日内可申请一次复核。';
  return {
    experts: panel.filter((id) => !scored.has(id)).map((id) => ({ value: id, label: one.names[id] ?? id })),
    defaults: {
      notify: {
        ...(from ? { from } : {}),
        to: today,
        ...Object.fromEntries(dimensions.map(({ key }) => [key, String(defaultWeights[key])])),
      },
      'draw-panel': { size: '7' },
      'publish-notice': { days: '5' },
      'decide-rectify': { until: addDays(today, 90) },
      'decide-suspend': { until: addMonths(today, 6) },
    },
    notes: {
      notify: <WeightsNote />,
      'give-opinion': <Note>意见随自评材料一并提交专家评价。</Note>,
      'draw-panel': (
        <Note>系统从专家库按领域随机抽取，至少1名财务专家，自动回避利害关系人员；抽取种子、候选和排除名单均留存。</Note>
      ),
      ...(weights ? { score: <ScoreNote weights={weights} /> } : {}),
      'confirm-result': <Note>{`得分${score}，等级${grade}。${confirmed}`}</Note>,
      'ask-review': <Note>复核仅限申请一次。请写明有异议的维度、事实和依据。</Note>,
      ...Object.fromEntries(
        decisions.map(({ on }) => [
          `decide-${on}`,
          <Note key={on}>{`等级为${grade}。等级不自动产生决定：请写明理由，决定即时通知牵头单位并登记到联合体。`}</Note>,
        ]),
      ),
    },
  };
}

/** The period begins where the last evaluation was decided, else with the term. */
function usePeriodStart(one: CaseDetail): string | undefined {
  const { consortiumId } = evaluationData(one);
  const consortium = useQuery({
    queryKey: ['case', consortiumId],
    queryFn: () => api<CaseDetail>('GET', `/cases/${consortiumId}`),
    enabled: one.status === 'planned',
  });
  if (!consortium.data) return undefined;
  const { evaluations = [], startsOn } = consortiumData(consortium.data);
  return evaluations.at(-1)?.on ?? startsOn;
}

/** What stands in the four fields of the dialog; NaN where nothing does. */
function useFour(): Record<Dimension, number> {
  const form = Form.useWatch((values: Record<string, unknown>) =>
    dimensions.map(({ key }) => String(values[key] ?? '')).join('|'),
  );
  const texts = (form ?? '').split('|');
  return Object.fromEntries(dimensions.map(({ key }, at) => [key, texts[at]?.trim() ? Number(texts[at]) : NaN])) as Record<
    Dimension,
    number
  >;
}

/** 6.3: the sum while typing. */
function WeightsNote() {
  const weights: Weights = useFour();
  const sum = dimensions.reduce((total, { key }) => total + weights[key], 0);
  return weightsValid(weights) ? (
    <Note>四个维度权重合计100%。印发后牵头单位在20个工作日内提交自评。</Note>
  ) : (
    <Note type="warning">{`四个维度权重须为整数且合计100，现为${Number.isFinite(sum) ? sum : '—'}。`}</Note>
  );
}

/** The weighted score while typing. */
function ScoreNote({ weights }: { weights: Weights }) {
  const marks: Marks = useFour();
  const whole = dimensions.every(({ key }) => marks[key] >= 0 && marks[key] <= 100);
  const shares = dimensions.map(({ key, label }) => `${label}${weights[key]}%`).join('，');
  return <Note>{`权重：${shares}。${whole ? `加权得分 ${weighted(marks, weights).toFixed(2)} 分。` : ''}提交后不能修改。`}</Note>;
}
