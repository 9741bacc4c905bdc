import { meetingList, type MeetingListData } from '#domain/list/meeting-list.js';

/** 遴选名单 of a call's projects. */
export interface SelectionListData extends MeetingListData {
  callId: string;
  /** All projects before the meeting. */
  projects: string[];
}

export const selectionList = meetingList<SelectionListData>({
  name: 'selection-list',
  label: '遴选名单',
  process: 'key-project',
  members: (data) => data.projects,
  words: {
    meeting: '厅务会审议',
    selected: '入选项目',
    notOnList: '入选项目须在本次上会名单内。',
    confirmDecide: '未入选项目将即时办结并通知申报单位，确定吗？',
    confirmDrop: '撤销后所列项目回到待上会，可另行列入名单，确定撤销吗？',
    listed: '已列入计划',
    empty: '无入选项目',
  },
  series: (data) => `云工信计划〔${data.year}〕#号`,
  publication: (data) => `${data.year}年重点项目计划`,
});
