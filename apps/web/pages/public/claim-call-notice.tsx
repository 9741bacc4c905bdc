import { Link } from 'react-router';
import type { PublicPage, PublishedClaimCall } from '#apps/api/contract.js';
import { formatDate, formatDeadline } from '#domain/calendar/instant.js';
import { measures } from '#domain/subsidy/measures.js';
import { Facts } from './facts.js';
import { Window } from './window.js';

/** The yearly call for subsidies (2.9): which measures, from when to when, whom to ask. */
export function ClaimCallNotice({ page, call }: { page: PublicPage; call: PublishedClaimCall }) {
  return (
    <>
      <Window page={page}>
        申报单位<Link to="/">登录</Link>后填报；尚未注册的单位请先<Link to="/register">注册</Link>。
      </Window>
      <Facts
        of={[
          ['发文机关', call.issuer],
          ['文号', page.documentNo ?? undefined],
          ['补助年度', `${call.year}年`],
          ['受理措施', call.measures.map((measure) => measures[measure].label).join('、')],
          ['受理时间', `${formatDate(call.opensOn)} 08:30 至 ${formatDeadline(Date.parse(page.closesAt!))}`],
          ['责任处室', call.office],
          ['联系电话', call.phones.join('、')],
        ]}
      />
    </>
  );
}
