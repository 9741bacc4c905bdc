import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Input, Modal, Select, Spin, Table } from 'antd';
import { useMemo, useState } from 'react';
import type { BulkLine, CaseDetail, InboxItem } from '#apps/api/contract.js';
import { api } from '../../data/client.js';
import { ToneTag } from '../tone-tag.js';

/** What may be done to many at once. Returns and refusals never: each needs its own reason (6.12, A19). */
export const bulkActs = [
  { on: 'claim', label: '签收' },
  { on: 'recommend', label: '推荐' },
  { on: 'approve', label: '同意' },
  { on: 'form-pass', label: '形式审查通过' },
  { on: 'urge', label: '催办' },
] as const;
export const MOST = 100;

interface Checked {
  item: InboxItem;
  /** Absent: the act is not among the case's; then why. */
  revision: number;
  possible: boolean;
  reason?: string;
  /** It is a signature (6.9) or a step-up (S12). */
  password: boolean;
  /** 委托人, in whose place alone it is possible. */
  deputyFor?: string;
}

/** 批量办理: looks at every case first (can, cannot, why), then runs each as its own decision, and says what became of each. */
export function BulkDialog({ items, close }: { items: readonly InboxItem[]; close: () => void }) {
  const queries = useQueryClient();
  const [on, setOn] = useState<string>();
  const [opinion, setOpinion] = useState('');
  const [password, setPassword] = useState('');
  // One id a case and act: a retry repeats no decision.
  const ids = useMemo(() => new Map(items.map((item) => [`${item.case.id}`, crypto.randomUUID()])), [items, on]);
  const check = useMutation({
    mutationFn: async (act: string): Promise<Checked[]> => {
      const checked: Checked[] = [];
      for (const item of items) checked.push(await checkOne(item, act));
      return checked;
    },
  });
  const run = useMutation({
    mutationFn: (cases: { caseId: string; revision: number; deputyFor: string | undefined }[]) =>
      api<BulkLine[]>('POST', '/acts', {
        on,
        ...(opinion ? { opinion } : {}),
        ...(password ? { password } : {}),
        cases: cases.map((one) => ({ ...one, id: ids.get(one.caseId) })),
      }),
    onSuccess: (lines) => {
      setLines((before) => new Map([...before, ...lines.map((line) => [line.caseId, line] as const)]));
      return queries.invalidateQueries();
    },
  });
  const [lines, setLines] = useState<Map<string, BulkLine>>(new Map());
  const checked = check.data ?? [];
  const possible = checked.filter((one) => one.possible);
  const failed = checked.filter((one) => lines.get(one.item.case.id)?.outcome === 'refused');
  const finished = lines.size > 0;
  const confirmed = possible.some((one) => one.password);
  const choose = (act: string) => {
    setOn(act);
    setLines(new Map());
    check.mutate(act);
  };
  const send = (which: Checked[]) =>
    run.mutate(which.map(({ item, revision, deputyFor }) => ({ caseId: item.case.id, revision, deputyFor })));
  const retry = async () => {
    const again = await check.mutateAsync(on!);
    send(again.filter((one) => one.possible && lines.get(one.item.case.id)?.outcome === 'refused'));
  };
  const fault = check.error ?? run.error;
  return (
    <Modal title={`批量办理（已选 ${items.length} 件）`} open onCancel={close} footer={null} width={860}>
      <Flex gap="small" align="center" style={{ marginBottom: 12 }}>
        <Select
          aria-label="办理方式"
          placeholder="选择办理方式"
          style={{ width: 180 }}
          value={on}
          onChange={choose}
          options={bulkActs.map((act) => ({ value: act.on, label: act.label }))}
        />
        <Input
          aria-label="统一意见"
          placeholder="统一意见（可不填）"
          value={opinion}
          onChange={(event) => setOpinion(event.target.value)}
        />
      </Flex>
      <p className="quiet">退回和不予推荐须逐件说明理由，不能批量办理。每件单独记录、单独生效。</p>
      {fault && <Alert type="error" showIcon title={fault.message} />}
      {check.isPending && <Spin description={`正在逐件核对 ${items.length} 件`} />}
      {checked.length > 0 && (
        <>
          <Table<Checked>
            aria-label="批量办理核对"
            size="small"
            rowKey={(one) => one.item.case.id}
            pagination={false}
            scroll={{ y: 320 }}
            dataSource={checked}
            columns={[
              { title: '事项', render: (_, one) => [one.item.case.number, one.item.case.title].filter(Boolean).join(' ') },
              { title: '环节', width: 120, render: (_, one) => one.item.task },
              {
                title: finished ? '结果' : '核对',
                width: 320,
                render: (_, one) => <Verdict one={one} line={lines.get(one.item.case.id)} />,
              },
            ]}
          />
          {confirmed && !finished && (
            <Input.Password
              aria-label="登录密码"
              placeholder="签章或拨款须再次输入登录密码，对本次全部事项有效"
              autoComplete="current-password"
              style={{ marginTop: 12, width: 360 }}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
          <Flex gap="small" align="center" style={{ marginTop: 12 }}>
            {!finished && (
              <Button
                type="primary"
                disabled={possible.length === 0 || (confirmed && !password)}
                loading={run.isPending}
                onClick={() => send(possible)}
              >
                办理 {possible.length} 件
              </Button>
            )}
            {failed.length > 0 && (
              <Button loading={check.isPending || run.isPending} onClick={() => void retry()}>
                重试未成功的 {failed.length} 件
              </Button>
            )}
            <Button onClick={close}>{finished ? '完成' : '取消'}</Button>
            {finished && (
              <span role="status">
                成功 {[...lines.values()].filter((line) => line.outcome !== 'refused').length} 件，未成功 {failed.length} 件
              </span>
            )}
          </Flex>
        </>
      )}
    </Modal>
  );
}

async function checkOne(item: InboxItem, act: string): Promise<Checked> {
  const one = await api<CaseDetail>('GET', `/cases/${item.case.id}`);
  const action = one.explanation.actions.find((candidate) => candidate.on === act);
  const ticked = checklistDone(one, action);
  const reason = action ? (action.reason ?? ticked) : '当前环节没有此操作';
  return {
    item,
    revision: one.revision,
    possible: action !== undefined && action.available && !ticked,
    password: action?.signature === true || action?.stepUp === true,
    ...(reason ? { reason } : {}),
    ...(action?.deputyFor ? { deputyFor: action.deputyFor.personId } : {}),
  };
}

/** A19: only fully ticked cases are recommended together. */
function checklistDone(one: CaseDetail, action: CaseDetail['explanation']['actions'][number] | undefined): string | undefined {
  const list = action?.fields.find((field) => field.kind === 'checklist');
  const ticks = one.data.ticks as { level: string; points: string[] } | undefined;
  const saved = ticks?.level === one.status ? ticks.points : [];
  const open = (list?.options ?? []).filter((option) => !saved.includes(option.value));
  return open.length > 0 ? `核实清单还有 ${open.length} 项未核实，请打开事项逐项核实` : undefined;
}

function Verdict({ one, line }: { one: Checked; line: BulkLine | undefined }) {
  if (line)
    return line.outcome === 'refused' ? (
      <ToneTag tone="refused">未成功：{line.message}</ToneTag>
    ) : (
      <ToneTag tone="passed">已办理：{line.label}</ToneTag>
    );
  return one.possible ? <ToneTag tone="passed">可以办理</ToneTag> : <span className="error">{one.reason}</span>;
}
