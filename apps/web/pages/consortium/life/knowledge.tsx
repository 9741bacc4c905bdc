import { Form } from 'antd';
import type { CaseDetail, Me } from '#apps/api/contract.js';
import { addDays, addMonths, formatDate, localDate } from '#domain/calendar/instant.js';
import { approvedKinds, signedKinds, type ChangeKind } from '#domain/consortium/change/data.js';
import { laterBy } from '#domain/consortium/change/proposal.js';
import { formatWanYuan, MoneyError, parseWanYuan } from '#domain/money/fen.js';
import { meetsRatio } from '#domain/consortium/conditions.js';
import type { DialogKnowledge } from '../../case/act/knowledge.js';
import { Note } from '../note.js';
import { consortiumData } from './use-life.js';

/** What the dialogs of a consortium's acts know. */
export function useConsortium(one: CaseDetail, me: Me): DialogKnowledge {
  const data = consortiumData(one);
  const today = localDate(Date.parse(me.clock.now));
  const units = data.members.map(({ unitId, name }) => ({ value: unitId, label: name }));
  return {
    units: { units, unit: units, leaving: units },
    defaults: {
      'order-rectification': { until: addDays(today, 30) },
      'rectify-again': { until: addDays(today, 30) },
      suspend: { until: addMonths(today, 6) },
      renew: { months: '36' },
      'establish-project': { level: 'provincial', mode: 'commissioned', startsOn: today, endsOn: data.endsOn },
      'update-lists': { problems: data.lists?.problems ?? [{}], targets: data.lists?.targets ?? [{}] },
      'record-integrity': { kind: 'sanction' },
      convert: { kind: 'institute' },
    },
    notes: {
      'propose-change': <ChangeNote />,
      renew: <RenewalNote endsOn={data.endsOn} />,
      'request-dissolution': (
        <Note>
          解散须全部单位签署解散协议（或20个工作日内无异议）、按协议第四部分完成清算、报送总结报告，经批准后生效。有省级及以上项目在实施的不得自行解散。
        </Note>
      ),
      'establish-project': <RatioNote />,
      suspend: <Note>中止最长6个月，期间停止支持、不承担新任务；期满须决定恢复、解散或取消资格，系统不自动处理。</Note>,
      'report-clue': (
        <Note>
          仅限牵头单位组织不力、未按协议履约、拒绝报送三种情形。登记后由两名以上工作人员调查，告知陈述申辩后集体审议决定。
        </Note>
      ),
      supervise: <Note>督促指导记入联合体档案并通知牵头单位，不改变联合体状态。</Note>,
      'update-lists': <Note>清单整体更新：请在现有内容上增删，提交后替换原清单。</Note>,
    },
  };
}

/** B28, 2.6: which way the chosen kind of change goes. */
function ChangeNote() {
  const kind = Form.useWatch<ChangeKind | undefined>('kind');
  if (!kind) return <Note>选择变更类别后，只需填写该类变更的内容。</Note>;
  const signed = signedKinds.includes(kind) ? '全部单位（含拟加入单位）签署补充协议，' : '';
  return (
    <Note>{`本类变更：${signed}${approvedKinds.includes(kind) ? '经省科技厅核准后生效' : '报省科技厅备案，5个工作日无异议即生效'}。`}</Note>
  );
}

/** B26: what the term becomes. */
function RenewalNote({ endsOn }: { endsOn: string }) {
  const months = Number(Form.useWatch('months'));
  const until =
    Number.isInteger(months) && months > 0 && months <= 600 ? `续期后至${formatDate(laterBy(endsOn, months))}止。` : '';
  return <Note>{`续期须有新的技术需求和已确认的项目任务来源，由全部单位签署补充协议并经省科技厅核准。${until}`}</Note>;
}

/** B10: at least twice the fiscal money, reckoned while typing. */
function RatioNote() {
  const [fiscal, own] = [fenOf(Form.useWatch('fiscal')), fenOf(Form.useWatch('selfRaised'))];
  if (fiscal === undefined) return <Note>企业自筹须不低于财政资助的2倍。</Note>;
  const short = own !== undefined && !meetsRatio(own, fiscal);
  return (
    <Note
      type={short ? 'warning' : 'info'}
    >{`财政资助${formatWanYuan(fiscal)}万元，企业自筹应不少于${formatWanYuan(2n * fiscal)}万元。`}</Note>
  );
}

function fenOf(text: unknown): bigint | undefined {
  try {
    return typeof text === 'string' && text.trim() !== '' ? parseWanYuan(text) : undefined;
  } catch (fault) {
    if (fault instanceof MoneyError) return undefined;
    throw fault;
  }
}
