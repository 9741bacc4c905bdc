import { Link } from 'react-router';
import type { PublicPage, PublishedCall } from '#apps/api/contract.js';
import { formatDate, formatDeadline } from '#domain/calendar/instant.js';
import { regionName } from '#domain/organisation/regions.js';
import { Facts } from './facts.js';
import { Window } from './window.js';

/** A1: the notice of a call; the closings are those of today, extensions included (R1). */
export function CallNotice({ page, call }: { page: PublicPage; call: PublishedCall }) {
  const facts: [label: string, value: string | undefined][] = [
    ['发文机关', call.issuer],
    ['文号', page.documentNo ?? undefined],
    ['发文日期', call.issueDate && formatDate(call.issueDate)],
    ['主送', call.addressees.map((code) => `${regionName(code)}工业和信息化局`).join('、')],
    ['附件表格', call.forms.map((form) => `${call.year}年${form}项目申报表`).join('、')],
    ['州（市）报送截止', formatDeadline(Date.parse(page.closesAt!))],
    ['前期手续办结时限', `${formatDate(call.preworkBefore)}前`],
    ['联系处室', call.office],
    ['联系电话', call.phones.join('、')],
    ['传真', call.fax],
    ['电子邮箱', call.mailbox],
    ['机关纪委监督电话', call.supervisionPhone],
  ];
  return (
    <>
      <Window page={page}>
        项目业主<Link to="/">登录</Link>后填报，由项目所在县（市、区）工信部门受理；尚未注册的单位请先
        <Link to="/register">注册</Link>。申报表格登录后在申报页面下载。
      </Window>
      <Facts of={facts} />
      <h2>各州（市）截止时间</h2>
      <div className="scroll">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">州（市）</th>
              <th scope="col">项目业主填报截止</th>
              <th scope="col">县级审核截止</th>
              <th scope="col">州（市）报送截止</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(page.closings ?? {}).map(([code, { owner, county, prefecture }]) => (
              <tr key={code}>
                <th scope="row">{regionName(code)}</th>
                {[owner, county, prefecture].map((at, index) => (
                  <td key={index}>{formatDeadline(Date.parse(at))}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
