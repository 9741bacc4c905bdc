import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Form, Modal } from 'antd';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import type { Acted, CaseDetail, InboxItem } from '#apps/api/contract.js';
import { ApiProblem, api } from '../../../data/client.js';
import { PasswordAgain } from '../../password-again.js';
import { useDialog } from './knowledge.js';
import { areListed, Obstacles } from './obstacles.js';
import { Opinion } from './opinion.js';
import { isShort, PayloadItem } from './payload-item.js';

export type Action = CaseDetail['explanation']['actions'][number];

/** One act: what it asks, what it will do, and the server's refusal at the field it speaks of. Ctrl+Enter sends. */
export function ActDialog({ action, close }: { action: Action; close: () => void }) {
  const { one, defaults, given, notes, stay, unsaved } = useDialog();
  const chosen = given?.[action.on] ?? {};
  const fields = action.fields.filter((field) => !(field.key in chosen));
  const [form] = Form.useForm<Record<string, unknown>>();
  const settle = useSettled();
  // One id for one intent: sent again on a retry, it is still one decision.
  const [id] = useState(() => crypto.randomUUID());
  const act = useMutation({
    mutationFn: async ({ opinion, password, ...payload }: Record<string, unknown>) => {
      await unsaved.save?.();
      return api<Acted>('POST', `/cases/${one.id}/acts`, {
        id,
        on: action.on,
        revision: one.revision,
        ...(action.taskId ? { taskId: action.taskId } : {}),
        payload: Object.fromEntries(Object.entries({ ...payload, ...chosen }).filter(([, value]) => value !== undefined)),
        ...(opinion ? { opinion } : {}),
        ...(password ? { password } : {}),
        ...(action.deputyFor ? { deputyFor: action.deputyFor.personId } : {}),
      });
    },
    onSuccess: async (acted) => {
      close();
      await settle(action, acted, one.id, stay);
    },
    onError: (error) => {
      const field = error instanceof ApiProblem ? error.problem.field : undefined;
      const asked = field === 'opinion' || field === 'password' || fields.some((one) => one.key === field);
      if (field && asked) form.setFields([{ name: field, errors: [error.message] }]);
      if (field && asked) form.scrollToField(field, { focus: true });
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !act.isPending) form.submit();
  };
  // A signature or an opinion answers what somebody asked.
  const asked = one.tasks.find((task) => task.mine && !task.answered && task.kind === action.on);
  useFocusBack();
  const focusFirst = (open: boolean) => {
    if (open) form.focusField(fields[0]?.key ?? (action.signature ? 'password' : 'opinion'));
  };
  // What is a record, or asked in words of its own, is not asked a second time as an opinion.
  const said = fields.some((field) => field.kind === 'longtext' && field.required) || (action.stays && fields.length > 0);
  const opinion = action.opinion === 'required' || !said;
  // What goes along with a verb is no opinion on the matter, unless the verb answers.
  const message = action.verb && action.opinion === undefined && !fields.some(({ key }) => key === 'agree');
  const many = fields.filter((field) => isShort(field.kind)).length >= 4;
  const wide = many || fields.some((field) => ['checklist', 'rows', 'sections'].includes(field.kind));
  return (
    <Modal title={action.label} open onCancel={close} footer={null} width={wide ? 680 : 520} afterOpenChange={focusFirst}>
      {action.deputyFor && (
        <Alert
          type="info"
          showIcon
          title={`受${action.deputyFor.name}委托办理，流转记录将载明受托关系。`}
          style={{ marginBottom: 16 }}
        />
      )}
      {asked && <p>{asked.label}</p>}
      {action.hint && <p className="hint">{action.hint}</p>}
      {action.confirm && <Alert type="warning" showIcon title={action.confirm} style={{ marginBottom: 16 }} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={defaults?.[action.on] ?? {}}
        onFinish={(values) => act.mutate(values)}
        onKeyDown={onKeyDown}
      >
        {notes?.[action.on]}
        <div className="asked-fields">
          {fields.map((field) => (
            <PayloadItem key={field.key} field={field} />
          ))}
        </div>
        {action.signature ? (
          <PasswordAgain why="再次输入登录密码即为您的签署确认，系统记录签署人、时间和所签内容。" />
        ) : (
          opinion && <Opinion required={action.opinion === 'required'} kind={message ? 'message' : 'opinion'} />
        )}
        {action.stepUp && <PasswordAgain />}
        <RefusalNote error={act.error} />
        <Flex gap="small" align="center">
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            确定
          </Button>
          <Button onClick={close}>取消</Button>
          <span className="hint">Ctrl+Enter 提交</span>
        </Flex>
      </Form>
    </Modal>
  );
}

/** Whatever had the focus before the dialog has it again after it, if it is still there. */
function useFocusBack() {
  const [before] = useState(() => document.activeElement);
  useEffect(() => () => (before instanceof HTMLElement ? before.focus() : undefined), [before]);
}

/** What stands in the way, finding by finding. */
function RefusalNote({ error }: { error: Error | null }) {
  if (!error) return null;
  const details = error instanceof ApiProblem ? (error.problem.details ?? []) : [];
  return (
    <Alert
      type="error"
      showIcon
      style={{ marginBottom: 16 }}
      title={error.message}
      description={areListed(details) && <Obstacles details={details} />}
    />
  );
}

/** After a decision on a task the next one opens, with how many are left; after anything else the page shows where the case stands now. */
function useSettled() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  return async (action: Action, acted: Acted, caseId: string, stay = false) => {
    void queries.invalidateQueries();
    if (stay || action.verb || !action.taskId) return void message.success(`已办理：${acted.label}`);
    const { rows, total } = await api<{ rows: InboxItem[]; total: number }>('GET', '/inbox?tab=todo');
    const next = rows.find((row) => row.case.id !== caseId);
    void message.success(`已办理：${acted.label}。${total > 0 ? `还剩 ${total} 件` : '待办已全部办完'}`, 5);
    if (next && rows.every((row) => row.case.id !== caseId)) void navigate(`/cases/${next.case.id}`);
  };
}
