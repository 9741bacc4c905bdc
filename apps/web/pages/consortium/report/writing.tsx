import { Button, Flex } from 'antd';
import type { CaseDetail, LifeChild } from '#apps/api/contract.js';
import { formatDate } from '#domain/calendar/instant.js';
import { kindLabel } from '#domain/consortium/change/proposal.js';
import { annualReportForm, checkAnnualReport } from '#domain/consortium/forms/annual-report.js';
import { amountOf, textOf, type DocumentContent } from '#domain/form/document.js';
import { DocumentPanel } from '../../case/documents/document-panel.js';
import { ofProcess, useLife } from '../life/use-life.js';
import { RatioText } from '../ratio.js';
import { reportData } from './data.js';

/** The report's text: while it is owed the lead writes it, with what the record knows at hand; afterwards everybody reads it. */
export function Writing({ one }: { one: CaseDetail }) {
  const { consortiumId, year } = reportData(one);
  const changes = changesOf(useLife(consortiumId).data ?? [], year);
  return (
    <DocumentPanel
      one={one}
      name="form"
      form={annualReportForm}
      check={checkAnnualReport}
      tools={(content, change) => (
        <Flex wrap gap="small" align="center">
          <Funds content={content} />
          {changes !== '' && textOf(content.fields, 'changes') === '' && (
            <Button onClick={() => change({ ...content, fields: { ...content.fields, changes } })} title={changes}>
              填入本年度已生效的变更
            </Button>
          )}
        </Flex>
      )}
      empty="牵头单位尚未报送年度报告。"
    />
  );
}

/** B10 while typing. */
function Funds({ content }: { content: DocumentContent }) {
  const [fiscal, own] = [amountOf(content.fields, 'fiscal'), amountOf(content.fields, 'selfRaised')];
  if (fiscal === undefined || own === undefined) return null;
  return (
    <span>
      自筹:财政 <RatioText selfRaisedFen={own.toString()} fiscalFen={fiscal.toString()} />
    </span>
  );
}

/** What came into force in the year, a line each. */
const changesOf = (life: readonly LifeChild[], year: number): string =>
  ofProcess(life, 'consortium-change')
    .filter(({ facts }) => facts.effectiveOn?.startsWith(String(year)))
    .map(
      ({ facts }) =>
        `${formatDate(facts.effectiveOn!)}${kindLabel(facts.kind)}（${facts.documentNo ?? '备案'}）：${facts.reason || facts.need || ''}`,
    )
    .toReversed()
    .join('\n');
