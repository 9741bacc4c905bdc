import { meetingList, type MeetingListData } from '#domain/list/meeting-list.js';

/** 补助上会名单 (specification 2.9): the meeting approves many claims with one minutes number. */
export interface ClaimListData extends MeetingListData {
  claims: string[];
}

export interface ClaimListKnown {
  /** Claims closed as 额度已满 under the caps of this list: the decision closes it for them too. */
  exhausted?: string[];
}

export const claimList = meetingList<ClaimListData>({
  name: 'claim-list',
  label: '补助名单',
  process: 'claim',
  members: (data) => data.claims,
  words: {
    meeting: '厅务会审议补助名单',
    selected: '同意补助的申报',
    notOnList: '同意补助的申报须在本次名单内。',
    confirmDecide: '未同意的申报将即时办结，释放的额度在名单内外按核算顺序重新核算，确定吗？',
    confirmDrop: '撤销后所列申报回到待上会，可另行列入名单，确定撤销吗？',
    listed: '已核定',
    empty: '无同意补助的申报',
  },
  series: (data) => `云科补〔${data.year}〕#号`,
  publication: (data) => `${data.year}年科技金融补助核定名单`,
  decided: ({ known }) => [
    { kind: 'cascade', process: 'claim', cases: (known as ClaimListKnown).exhausted ?? [], on: 'quota-closed', each: 'skip' },
  ],
});
