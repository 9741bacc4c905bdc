import { Alert } from 'antd';
import { formatDate } from '#domain/calendar/instant.js';
import type { EvaluationData } from '#domain/consortium/evaluation/data.js';
import { adjustments, decisions } from '#domain/consortium/evaluation/decision.js';
import { formatWanYuan, parseWanYuan } from '#domain/money/fen.js';
import { GradeTag } from '../life/overview.js';
import { labelOf } from '../life/use-life.js';

/** What the official decided, why, and what goes with it (R8). */
export function Decision({ data: { decision, decided, score, grade } }: { data: EvaluationData }) {
  const facts = decided?.facts ?? {};
  const word = (label: string, value: unknown, shown: (text: string) => string = (text) => text) =>
    value ? [`${label}：${shown(String(value))}`] : [];
  const details = [
    ...word('滚动支持金额', facts.amount, (amount) => `${formatWanYuan(parseWanYuan(amount))}万元`),
    ...word('对应的项目任务', facts.task),
    ...word('整改要求', facts.requirement),
    ...word('调整内容', facts.what, (what) => labelOf(adjustments, what)),
    ...word('具体调整', facts.detail),
    ...word(decision === 'suspend' ? '中止至' : '整改期限', facts.until, formatDate),
    ...word('会议纪要号', facts.minutesNo),
  ];
  return (
    <Alert
      type="success"
      showIcon
      title={
        <>
          决定：{decisions.find(({ on }) => on === decision)?.label}（得分 {score}，等级 {grade && <GradeTag grade={grade} />}）
        </>
      }
      description={
        decided && (
          <>
            {formatDate(decided.on)}，理由：{decided.reason}
            {details.length > 0 && <div>{details.join('；')}</div>}
          </>
        )
      }
    />
  );
}
