import type { CaseDetail, Me } from '#apps/api/contract.js';
import { formatDeadline } from '#domain/calendar/instant.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import { Note } from '../note.js';
import { RatioText } from '../ratio.js';
import { reportData } from './data.js';

/** What the dialogs of a report's acts know. */
export function useReport(one: CaseDetail, me: Me): DialogKnowledge {
  const { dueAt, funds, submittedAt, accepted, offices } = reportData(one);
  const late = submittedAt === undefined && Date.parse(me.clock.now) >= dueAt;
  const other =
    (accepted ?? []).length > 0 ? '另一方已接收，您接收后报告归档。' : '推荐单位和省科技厅分别审核，双方均接收后报告归档。';
  return {
    notes: {
      submit: late ? (
        <Note type="warning">{`已过截止时间（${formatDeadline(dueAt)}），本次报送记为逾期报送。`}</Note>
      ) : (
        <Note>{`同时报送${one.names[offices.recommender] ?? '推荐单位'}和省科技厅，报送后文本定稿；需政府协调事项逐项转办。`}</Note>
      ),
      accept: (
        <Note>
          {other}
          {funds && (
            <div>
              企业自筹与财政资金：
              <RatioText {...funds} />
            </div>
          )}
        </Note>
      ),
      return: <Note type="warning">退回后双方已作的接收均作废，重新报送后两方都要再次审核。请写明需修改的内容。</Note>,
      'issue-urge': <Note>发出后牵头单位须在10个工作日内补报；期满仍未报送的，由处长决定是否按拒绝报送处理。</Note>,
      'propose-disqualification': (
        <Note type="warning">将登记“拒绝报送相关信息”线索，由两名以上工作人员调查；是否取消资格须经告知、申辩和集体审议。</Note>
      ),
      'no-action': <Note>请写明不启动的理由；牵头单位仍可补报。</Note>,
    },
  };
}
