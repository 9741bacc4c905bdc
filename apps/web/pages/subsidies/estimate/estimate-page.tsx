import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Input, InputNumber, Select, Spin } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Estimate, Me } from '#apps/api/contract.js';
import { localDate } from '#domain/calendar/instant.js';
import type { DocumentContent } from '#domain/form/document.js';
import { exampleFacts } from '#domain/subsidy/examples.js';
import { contentOfFacts, estimateForm, factsOf } from '#domain/subsidy/form.js';
import { isMeasure, measureCodes, measures, type ClaimantKind, type Measure } from '#domain/subsidy/measures.js';
import { ApiProblem, api } from '../../../data/client.js';
import { useUrlFilter } from '../../../data/pages.js';
import { FieldItem } from '../../../form/field-item.js';
import { jumpTo } from '../../../form/jump-to.js';
import { askedFields } from '../../../form/shown-form.js';
import { TableItem } from '../../../form/table-item.js';
import { PageTitle } from '../../admin/page-title.js';
import { measureLabel } from '../labels.js';
import { Result } from './result.js';

const claimants: [kind: ClaimantKind, label: string][] = [
  ['enterprise', '科技型企业'],
  ['bank', '银行'],
  ['guarantor', '担保机构'],
  ['fund', '创业投资机构（基金）'],
];
const options = claimants.map(([kind, label]) => ({
  label,
  options: measureCodes
    .filter((code) => measures[code].claimant === kind)
    .map((code) => ({ value: code, label: measureLabel(code) })),
}));

/** 补助试算: what a claim would bring, clause by clause, before anything is filed. */
export function EstimatePage({ me }: { me: Me }) {
  const [filter, change] = useUrlFilter();
  const fills = me.units.some(({ roles }) => roles.includes('FI')) ? 'C1' : 'C6.1';
  const measure = isMeasure(filter.measure) ? filter.measure : fills;
  return (
    <>
      <PageTitle>补助试算</PageTitle>
      <p className="quiet">按现行办法和当前额度试算，不提交、不占用额度；结果仅供参考，以审核核定为准。</p>
      <Flex gap="small" align="center" style={{ marginBlock: 12 }}>
        <label htmlFor="measure">措施</label>
        <Select<Measure>
          id="measure"
          aria-label="措施"
          style={{ width: 380 }}
          listHeight={480}
          value={measure}
          options={options}
          onChange={(code) => change({ measure: code })}
        />
      </Flex>
      <Questions key={measure} measure={measure} today={localDate(Date.parse(me.clock.now))} />
    </>
  );
}

const nothing: DocumentContent = { fields: {}, tables: {} };
/** An example has no account; its year is that of the examples. */
const exampleOf = (measure: Measure): DocumentContent => {
  const { fields, tables } = contentOfFacts(exampleFacts[measure], { name: '', bank: '', number: '' });
  return { fields, tables };
};
const EXAMPLE_YEAR = 2026;
const PAUSE_MS = 300;

function Questions({ measure, today }: { measure: Measure; today: string }) {
  const [content, setContent] = useState(nothing);
  const [year, setYear] = useState(Number(today.slice(0, 4)));
  const [filedOn, setFiledOn] = useState(today);
  const [used, setUsed] = useState<Record<string, string>>({});
  // What was asked: at a press at once, afterwards whenever the form has stood still.
  const [asked, setAsked] = useState<string>();
  const written = JSON.stringify({ measure, facts: factsOf(content), year, filedOn, used });
  useEffect(() => {
    if (asked === undefined || asked === written) return;
    const timer = setTimeout(() => setAsked(written), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked, written]);
  const answer = useQuery({
    queryKey: ['estimate', asked],
    queryFn: () => api<Estimate>('POST', '/subsidies/estimate', JSON.parse(asked!)),
    enabled: asked !== undefined,
    retry: false,
    refetchOnWindowFocus: false,
    placeholderData: (before) => before,
  });
  const problem = answer.error instanceof ApiProblem ? answer.error.problem : undefined;
  const findings = problem?.field
    ? [{ clause: problem.clause ?? measure, severity: 'error' as const, field: problem.field, message: problem.message }]
    : [];
  const [section] = estimateForm(measure).sections;
  const result = useRef<HTMLElement>(null);
  const pressed = useRef(false);
  const ask = () => {
    pressed.current = true;
    if (asked === written) void answer.refetch();
    else setAsked(written);
  };
  useEffect(() => {
    if (!pressed.current || asked === undefined || answer.isFetching) return;
    pressed.current = false;
    if (problem?.field) jumpTo(problem.field);
    else result.current?.scrollIntoView({ block: 'nearest' });
  }, [asked, answer.isFetching, problem]);
  return (
    <div className="estimate">
      <form
        className="question"
        aria-label="试算条件"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <div className="fields">
          <div className="field">
            <label htmlFor="estimate-year">
              补助年度（{measures[measure].yearOf === 'award' ? '核定当年' : '业务发生当年'}）
            </label>
            <InputNumber
              id="estimate-year"
              min={2022}
              max={2100}
              precision={0}
              style={{ width: '100%' }}
              value={year}
              onChange={(value) => value && setYear(value)}
            />
          </div>
          <div className="field">
            <label htmlFor="estimate-day">拟申报日期</label>
            <Input
              id="estimate-day"
              type="date"
              value={filedOn}
              onChange={(event) => event.target.value && setFiledOn(event.target.value)}
            />
          </div>
          {askedFields(section!, content.fields).map((field) => (
            <FieldItem
              key={field.key}
              field={field}
              value={content.fields[field.key]}
              findings={findings.filter((one) => one.field === field.key)}
              onChange={(value) => setContent({ ...content, fields: { ...content.fields, [field.key]: value } })}
              onReason={() => undefined}
            />
          ))}
          {(section!.tables ?? []).map((table) => (
            <TableItem
              key={table.key}
              table={table}
              rows={content.tables[table.key] ?? []}
              findings={findings}
              onChange={(rows) => setContent({ ...content, tables: { ...content.tables, [table.key]: rows } })}
            />
          ))}
        </div>
        <Flex gap="small">
          <Button type="primary" htmlType="submit">
            试算
          </Button>
          <Button
            onClick={() => {
              setContent(exampleOf(measure));
              setYear(EXAMPLE_YEAR);
            }}
          >
            填入示例
          </Button>
          <Button onClick={() => setContent(nothing)}>清空</Button>
        </Flex>
      </form>
      <section className="result" ref={result} aria-label="试算结果" aria-live="polite">
        {asked === undefined && (
          <p className="quiet">填写后点击“试算”，核算过程和各项限额在此逐步列出；之后修改任何一项，结果随之更新。</p>
        )}
        {asked !== undefined && answer.isPending && <Spin description="正在试算" />}
        {problem && (
          <Alert
            type="error"
            showIcon
            title={`${problem.message}${problem.clause ? `（${problem.clause}）` : ''}`}
            action={
              problem.field && (
                <Button size="small" onClick={() => jumpTo(problem.field!)}>
                  去修改
                </Button>
              )
            }
          />
        )}
        {answer.data && !problem && <Result estimate={answer.data} used={used} suppose={setUsed} />}
      </section>
    </div>
  );
}
