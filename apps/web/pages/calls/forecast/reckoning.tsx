import { formatDeadline } from '#domain/calendar/instant.js';
import { FEWEST_BUSY_DAYS } from '#domain/key-project/load-forecast.js';
import { NumberLink } from './number-link.js';
import { pace, type Office } from './words.js';

/** How an office's forecast was reckoned, step by step, with every number that went in. */
export function Reckoning({ callId, window, office }: { callId: string; window: string[]; office: Office }) {
  const { busyDays, closing, decided, decidedToday, expected, level, open, outlook, overdue, unpublished } = office;
  const number = (of: 'arrived' | 'decided' | 'coming') => <NumberLink callId={callId} office={office} number={of} />;
  return (
    <ol className="blocks">
      <li>
        统计期：
        {window.length > 0
          ? `${window[0]} 至 ${window.at(-1)}，今日以前的 ${window.length} 个工作日`
          : '申报批次今日发文，尚无完整的工作日'}
        ；到达 {number('arrived')} 件次，办结（同意、退回、不予通过）{number('decided')} 件次，其中 {busyDays} 个工作日有件可办。
      </li>
      <li>
        办理速度：
        {busyDays < FEWEST_BUSY_DAYS
          ? `有件可办不足 ${FEWEST_BUSY_DAYS} 天，数据不足，不推算速度。`
          : `${decided} 件次 ÷ ${busyDays} 天 = 每日 ${pace(office)} 件；今日已办结 ${decidedToday} 件，从今日的份额中扣除。`}
      </li>
      <li>
        待办量：在办 {open} 件{overdue > 0 && `（其中 ${overdue} 件已逾期，不再预测）`}；将到达 {expected} 件，取下级在办{' '}
        {number('coming')} 件（按全部到达计）与按统计期到达速度推算至下级截止的件数中较大者。草稿、不予推荐、申诉中的项目不计。
      </li>
      <li>
        {closing
          ? `期限：${formatDeadline(closing.at)}，${closing.days > 0 ? `还有 ${closing.days} 个工作日（含今日）` : '已无剩余工作日'}；单独延期的项目按其自己的截止时间，已报送后退回的按办理时限。`
          : '期限：各项目按自己的办理时限；尚未到达的，按州（市）报送截止日到达、再加10个工作日计。'}
        {level === 'prefecture' && '已同意待报送的项目一次汇总报送，不计入待办量。'}
      </li>
      {unpublished.length > 0 && (
        <li>
          {unpublished.map((year) => `${year}年`).join('、')}
          节假日安排尚未发布，该年按周一至周五上班、扣除固定法定节假日预计，录入工作日历后自动按实际推算。
        </li>
      )}
      {outlook && (
        <li>
          推算：先到期的先办，每个期限前能办的件数为每日件数 × 剩余工作日（取整）；还将办结 {outlook.done} 件，约 {outlook.late}{' '}
          件将逾期。
        </li>
      )}
    </ol>
  );
}
