import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Select } from 'antd';
import { useState } from 'react';
import type { Acted } from '#apps/api/contract.js';
import { formatInstant } from '#domain/calendar/instant.js';
import { projectForm } from '#domain/key-project/form.js';
import { api } from '../../../data/client.js';
import { openFindings } from '../../../form/form-editor.js';
import { FormSheet } from '../../../form/form-sheet.js';
import { Checklist } from '../act/checklist.js';
import { useDialog } from '../act/knowledge.js';
import { ChangesTable } from '../../../form/changes-table.js';
import { PrintedBy } from '../../printed-by.js';
import type { PanelProps } from '../panels.js';
import { changesOf, contentOfProject } from './content.js';
import { projectData, savedTicks, shownForm, useFindings } from './knowledge.js';

/** The form as a reviewer needs it: what changed since the last version first, then findings and the check-list, then the whole. */
export function ReviewSheet({ one, me }: PanelProps) {
  const { year, paperReceived } = projectData(one);
  const shown = shownForm(one);
  const content = contentOfProject(shown);
  const findings = useFindings(one, me)(shown);
  const last = one.versions.at(-1);
  const older = one.versions.filter((version) => version !== last || one.status === 'unit_review');
  const [against, setAgainst] = useState<number>();
  const compared = older.find((version) => version.version === against) ?? older.at(-1);
  const changes = compared ? changesOf(year, compared.content, shown) : [];
  const open = openFindings(findings, content.reasons);
  return (
    <div className="review">
      {compared && (
        <Card
          size="small"
          title={`与第${compared.version}版的差异（${changes.length}处）`}
          extra={
            older.length > 1 && (
              <Select
                size="small"
                aria-label="对比版本"
                value={compared.version}
                onChange={setAgainst}
                options={older.map((version) => ({
                  value: version.version,
                  label: `第${version.version}版 ${formatInstant(Date.parse(version.savedAt))}`,
                }))}
              />
            )
          }
        >
          {changes.length > 0 ? (
            <ChangesTable label="与上一版的差异" changes={changes} from={`第${compared.version}版`} to="本版" />
          ) : (
            <p className="quiet">两版内容相同。</p>
          )}
        </Card>
      )}
      <ReviewChecklist one={one} me={me} />
      {open.length > 0 && one.status !== 'draft' && (
        <Alert
          type="warning"
          showIcon
          title={`按今天的规则检查，有 ${open.length} 处需留意`}
          description={
            <ul style={{ margin: 0, paddingInlineStart: 16 }}>
              {open.map((finding) => (
                <li key={`${finding.field} ${finding.clause}`}>
                  <a href={`#sheet-${finding.field}`}>
                    {finding.message}（{finding.clause}）
                  </a>
                </li>
              ))}
            </ul>
          }
        />
      )}
      <Flex justify="end">
        <Button size="small" onClick={() => window.print()}>
          打印版式（A4）
        </Button>
      </Flex>
      <div className="print-sheet">
        <h2 className="print-only">
          {projectForm(year).label} {one.number}
        </h2>
        <p className="print-only">申报单位：{one.unit}</p>
        <FormSheet form={projectForm(year)} content={content} changed={changes.map((change) => change.key)} findings={findings} />
        <p className="seal">
          {last
            ? `第${last.version}版，${formatInstant(Date.parse(last.savedAt))}签章。校验码 SHA-256：${last.sha256}`
            : '尚未签章。'}
          {paperReceived && ` 纸质材料 ${paperReceived.date} 由 ${paperReceived.by} 登记收到。`}
        </p>
        <PrintedBy />
      </div>
    </div>
  );
}

/** A19 the check-list on the page: its ticks go along with the reviewer's act, and can be kept, so that fully ticked cases can be recommended together. */
function ReviewChecklist({ one, me }: PanelProps) {
  const { proven, choice } = useDialog();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const data = projectData(one);
  const saved = savedTicks(data, one.status);
  const tick = one.explanation.actions.find((action) => action.on === 'tick');
  const keep = useMutation({
    mutationFn: (ticks: string[]) =>
      api<Acted>('POST', `/cases/${one.id}/acts`, {
        id: crypto.randomUUID(),
        on: 'tick',
        ...(tick?.taskId ? { taskId: tick.taskId } : {}),
        payload: { ticks },
      }),
    onSuccess: () => (void message.success('已保存核实情况'), queries.invalidateQueries({ queryKey: ['case', one.id] })),
    onError: (error) => void message.error(error.message),
  });
  const options = tick?.fields.find((field) => field.kind === 'checklist')?.options;
  const reviews = me.units.some((unit) => unit.id !== data.offices.owner && Object.values(data.offices).includes(unit.id));
  if (!options || !reviews || !choice) return null;
  const { chosen: points, choose } = choice;
  const changed = points.length !== saved.length || points.some((point) => !saved.includes(point));
  return (
    <Card
      size="small"
      title={`核实清单（已核实 ${points.length}/${options.length}）`}
      extra={
        <Flex gap="small">
          <Button
            size="small"
            disabled={!changed || !tick!.available}
            loading={keep.isPending}
            onClick={() => keep.mutate(points)}
          >
            保存核实情况
          </Button>
        </Flex>
      }
    >
      <Checklist
        label="核实清单"
        options={options}
        value={points}
        onChange={choose}
        disabled={!tick!.available}
        {...(proven ? { proven } : {})}
      />
    </Card>
  );
}
