import { defineProcess } from '#domain/process/define.js';
import { at, leaderOf } from '../acts.js';
import { lifeInstants, lifeSchedule } from './calendar.js';
import type { ConsortiumData, ConsortiumKnown } from './data.js';
import { endingRows } from './endings.js';
import { openingRows } from './openings.js';
import { supervisionRows } from './supervision.js';
import { timeRows } from './time.js';

/** 创新联合体的一生, specification 2.3: from its approval to 解散, 取消资格 or 转化. */
export const consortium = defineProcess<ConsortiumData, ConsortiumKnown>({
  name: 'consortium',
  version: 1,
  label: '创新联合体',
  initial: 'operating',
  ownerUnit: (data) => data.offices.lead,
  leaderOf,
  summary: (data) => ({ title: data.title, number: data.number, kind: data.industry }),
  schedule: lifeSchedule,
  states: {
    operating: {
      label: '运行',
      tone: 'running',
      waitsFor: '运行中，等待下一时点或办理事项。',
      instants: ({ data, now }) => lifeInstants(data, now),
    },
    rectifying: {
      label: '限期整改',
      tone: 'returned',
      task: {
        label: (data) => (data.rectification?.reported ? '核查整改情况' : '落实整改要求并报告'),
        for: (data) => (data.rectification?.reported ? at.province('VO')(data) : at.lead(data)),
      },
    },
    suspended: {
      label: '中止',
      tone: 'returned',
      waitsFor: '中止期间停止支持，不承担新任务。',
      task: {
        label: '中止期满，请决定恢复、解散或取消资格',
        for: (data) => (data.suspension?.over ? at.province('VD')(data) : undefined),
      },
    },
    renewing: { label: '续期办理中', tone: 'running', waitsFor: '等待续期办结。' },
    dissolving: { label: '解散办理中', tone: 'running', waitsFor: '等待解散办结。' },
    disqualifying: { label: '取消资格办理中', tone: 'returned', waitsFor: '等待取消资格调查和决定。' },
    dissolved: { label: '已解散', tone: 'ended', final: true },
    disqualified: { label: '已取消资格', tone: 'refused', final: true },
    converted: { label: '已转化', tone: 'ended', final: true },
  },
  rows: [...timeRows, ...supervisionRows, ...openingRows, ...endingRows],
});
