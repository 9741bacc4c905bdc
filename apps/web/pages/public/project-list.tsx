import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import type { PublicPage, PublishedList, PublishedProject } from '#apps/api/contract.js';
import { formatDate, formatDeadline, localDate } from '#domain/calendar/instant.js';
import { projectTypes } from '#domain/key-project/form.js';
import { formatWanYuan } from '#domain/money/fen.js';
import { prefectureOf, regionName } from '#domain/organisation/regions.js';
import { Facts } from './facts.js';
import { ObjectionDrawer } from './objection-drawer.js';
import { Left } from './public-home.js';

/** 6.5: a notice or a published list with its rows; on a notice in its period each row takes objections. */
export function ProjectList({ page, list }: { page: PublicPage; list: PublishedList }) {
  const projects = list.projects ?? [];
  const [text, setText] = useState('');
  const [objected, setObjected] = useState<PublishedProject>();
  const shown = projects.filter((one) => [one.title, one.unit, one.number, regionOf(one)].some((field) => field?.includes(text)));
  const total = projects.reduce((sum, one) => sum + BigInt(one.amountFen ?? 0), 0n);
  const columns = columnsOf(page, list);
  return (
    <>
      {page.kind === 'notice' && <Period page={page} list={list} />}
      {page.kind === 'list' && list.issuer && (
        <p>
          {list.issuer}确定
          {list.about === 'subsidy' ? `对下列 ${projects.length} 项给予补助` : `下列 ${projects.length} 个项目列入计划`}
          ，现予公布。
        </p>
      )}
      <div className="list-tools no-print" role="search">
        <Input.Search
          allowClear
          aria-label="项目、单位、编号或地区"
          placeholder="项目、单位、编号或地区"
          onSearch={(value) => setText(value.trim())}
        />
      </div>
      <p className="quiet" role="status">
        共 {projects.length} 项{total > 0n && `，${amountName(list)} ${formatWanYuan(total)} 万元`}
        {text && `；筛选出 ${shown.length} 个`}
      </p>
      <div className="scroll">
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">序号</th>
              {columns.map(({ title }) => (
                <th scope="col" key={title}>
                  {title}
                </th>
              ))}
              {page.open && (
                <th scope="col" className="no-print">
                  异议
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {shown.map((one, index) => (
              <tr key={one.id}>
                <td>{index + 1}</td>
                {columns.map(({ title, of, number }) => (
                  <td key={title} className={number ? 'number' : undefined}>
                    {of(one)}
                  </td>
                ))}
                {page.open && (
                  <td className="no-print">
                    <Button size="small" aria-label={`对“${one.title}”提出异议`} onClick={() => setObjected(one)}>
                      提出异议
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {list.issuer && (
        <p className="signed">
          {list.issuer}
          <br />
          {formatDate(localDate(Date.parse(page.publishedAt)))}
        </p>
      )}
      {objected && <ObjectionDrawer noticeId={page.id} project={objected} close={() => setObjected(undefined)} />}
    </>
  );
}

/** Until when, how to object, and whom to ring up. */
function Period({ page, list }: { page: PublicPage; list: PublishedList }) {
  const until = formatDeadline(Date.parse(page.closesAt!));
  const phones: [label: string, value: string | undefined][] = [
    [`${list.office ?? '主管处室'}电话`, list.phones?.join('、')],
    ['机关纪委监督电话', list.supervisionPhone],
  ];
  return (
    <>
      <Alert
        className="no-print"
        type={page.open ? 'info' : 'warning'}
        showIcon
        title={page.open ? <Left page={page} /> : `公示已于 ${until} 结束，不再受理异议。`}
      />
      <p>{announcement(page, list)}</p>
      <Facts of={phones} />
    </>
  );
}

/** 6.5: from when until when, and what an objection must bring. */
const announcement = (page: PublicPage, list: PublishedList): string =>
  [
    `现将拟${list.industry ? '组建的下列创新联合体' : list.about === 'subsidy' ? '给予补助的下列事项' : '列入计划的下列项目'}予以公示，`,
    `公示期自${formatDate(localDate(Date.parse(page.publishedAt)))}起至${formatDeadline(Date.parse(page.closesAt!))}止。`,
    '对公示内容有异议的单位和个人，请在公示期内实名提出，写明联系方式并附证据材料；单位提出异议的，须由法定代表人签字并加盖公章。',
    '匿名、逾期或无证据的异议不予受理。对单个项目的异议不影响其他项目。',
  ].join('');

interface Column {
  title: string;
  of: (one: PublishedProject) => string;
  number?: true;
}

const regionOf = ({ countyCode }: PublishedProject): string =>
  countyCode ? [regionName(prefectureOf(countyCode) ?? ''), regionName(countyCode)].filter(Boolean).join(' ') : '';
const kindOf = ({ kind }: PublishedProject): string => projectTypes.find(({ value }) => value === kind)?.label ?? kind ?? '';
const amountOf = ({ amountFen }: PublishedProject): string => (amountFen ? formatWanYuan(BigInt(amountFen)) : '');

const amountName = (list: PublishedList): string => (list.about === 'subsidy' ? '核定补助' : '总投资');

/** Name and unit always; the rest where the list has it. */
function columnsOf({ removed = {} }: PublicPage, list: PublishedList): Column[] {
  const columns: Column[] = [
    { title: '编号', of: ({ number }) => number ?? '' },
    { title: list.about === 'subsidy' ? '事项' : '项目名称', of: ({ title }) => title },
    { title: '申报单位', of: ({ unit }) => unit },
    { title: '地区', of: regionOf },
    { title: '类型', of: kindOf },
    { title: `${amountName(list)}（万元）`, of: amountOf, number: true },
    { title: '备注', of: ({ id }) => (removed[id] ? `已调出计划（${removed[id]}）` : '') },
  ];
  return columns.filter(({ of }) => (list.projects ?? []).some((one) => of(one) !== ''));
}
