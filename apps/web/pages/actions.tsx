import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input, Modal, Select, Space, Tooltip } from 'antd';
import { useState } from 'react';
import type { Acted, CaseDetail } from '#apps/api/contract.js';
import type { PayloadField } from '#domain/process/types.js';
import { ApiProblem, api } from '../data/client.js';

type Action = CaseDetail['explanation']['actions'][number];

/** Every act of the process as a button; one that is not possible stays visible and says why. */
export function Actions({ detail }: { detail: CaseDetail }) {
  const [chosen, setChosen] = useState<Action>();
  const own = detail.explanation.actions.filter((action) => !action.verb);
  const verbs = detail.explanation.actions.filter((action) => action.verb && action.available);
  return (
    <Space wrap role="toolbar" aria-label="办理">
      {[...own, ...verbs].map((action) => (
        <Tooltip key={action.on} title={action.reason}>
          <Button
            type={action.available && !action.verb ? 'primary' : 'default'}
            danger={['refuse', 'form-fail', 'withdraw', 'remove'].includes(action.on)}
            disabled={!action.available}
            onClick={() => setChosen(action)}
          >
            {action.label}
          </Button>
        </Tooltip>
      ))}
      {chosen && <ActDialog detail={detail} action={chosen} close={() => setChosen(undefined)} />}
    </Space>
  );
}

function ActDialog({ detail, action, close }: { detail: CaseDetail; action: Action; close: () => void }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  // One id for one intent: sent again on a retry, it is still one decision.
  const [id] = useState(() => crypto.randomUUID());
  const act = useMutation({
    mutationFn: ({ opinion, ...payload }: Record<string, unknown>) =>
      api<Acted>('POST', `/cases/${detail.id}/acts`, {
        id,
        on: action.on,
        revision: detail.revision,
        ...(action.taskId ? { taskId: action.taskId } : {}),
        payload,
        ...(opinion ? { opinion } : {}),
      }),
    onSuccess: (acted) => {
      void message.success(`已办理：${acted.label}`);
      close();
      return queries.invalidateQueries();
    },
  });
  const problem = act.error instanceof ApiProblem ? act.error.problem : undefined;
  return (
    <Modal title={action.label} open onCancel={close} footer={null}>
      {action.confirm && <Alert type="warning" showIcon title={action.confirm} style={{ marginBottom: 16 }} />}
      <Form layout="vertical" onFinish={(values) => act.mutate(values as Record<string, unknown>)}>
        {action.fields.map((field) => (
          <PayloadItem key={field.key} field={field} />
        ))}
        <Form.Item
          name="opinion"
          label="办理意见"
          rules={action.opinion ? [{ required: true, min: 5, message: '请填写不少于5个字的意见' }] : []}
        >
          <Input.TextArea rows={3} />
        </Form.Item>
        {problem && (
          <Alert
            type="error"
            showIcon
            style={{ marginBottom: 16 }}
            title={problem.message}
            description={
              problem.details && (
                <ul>
                  {problem.details.map((one, index) => (
                    <li key={index}>{one.message}</li>
                  ))}
                </ul>
              )
            }
          />
        )}
        <Space>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            确定
          </Button>
          <Button onClick={close}>取消</Button>
        </Space>
      </Form>
    </Modal>
  );
}

function PayloadItem({ field }: { field: PayloadField }) {
  const rules = field.required ? [{ required: true, message: `请填写「${field.label}」` }] : [];
  const options = (field.options ?? []).map((option) => ({ ...option }));
  if (field.kind === 'tick')
    return (
      <Form.Item name={field.key} valuePropName="checked" rules={rules}>
        <Checkbox>{field.label}</Checkbox>
      </Form.Item>
    );
  return (
    <Form.Item name={field.key} label={field.label} rules={rules}>
      {field.kind === 'checklist' ? (
        <Checkbox.Group options={options} style={{ flexDirection: 'column', gap: 8 }} />
      ) : field.kind === 'choice' ? (
        <Select options={options} />
      ) : field.kind === 'longtext' ? (
        <Input.TextArea rows={3} />
      ) : field.kind === 'sections' || field.kind === 'files' ? (
        <Select mode="tags" />
      ) : (
        <Input type={field.kind === 'date' ? 'date' : 'text'} />
      )}
    </Form.Item>
  );
}
