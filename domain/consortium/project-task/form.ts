import { checkComplete, type DocumentContent, type FormDocument } from '#domain/form/document.js';
import type { Finding } from '#domain/form/finding.js';

const text = (key: string, label: string) => ({
  clause: '2.12',
  key,
  label,
  kind: 'longtext' as const,
  required: true,
  limit: 10_000,
});

/** 项目任务书 [O]: goals, indicators, division, schedule and budget. */
export const taskBook: FormDocument = {
  name: 'form',
  label: '项目任务书',
  sections: [
    { key: 'goal', label: '一、研究目标和内容', fields: [text('goal', '研究目标和内容')] },
    { key: 'indicators', label: '二、考核指标', fields: [text('indicators', '考核指标')] },
    { key: 'division', label: '三、任务分工', fields: [text('division', '任务分工')] },
    { key: 'schedule', label: '四、进度安排', fields: [text('schedule', '进度安排')] },
    { key: 'budget', label: '五、经费预算', fields: [text('budget', '经费预算')] },
  ],
};

export const checkTaskBook = (content: DocumentContent): Finding[] => checkComplete(taskBook, content);
