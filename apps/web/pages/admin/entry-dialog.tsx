import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Modal, Space } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem, api } from '../../data/client.js';
import { focusOn } from '../../form/jump-to.js';

interface Props<T> {
  title: string;
  /** After it was saved; without `cancel` also when it is left. */
  close: () => void;
  cancel?: () => void;
  initial: Partial<T>;
  method: 'POST' | 'PUT';
  path: string | ((values: T) => string);
  /** Turns the form's values into what the api takes. */
  body?: (values: T) => unknown;
  done: string;
  /** What the page itself finds wrong, field by field; nothing is sent then. */
  check?: (values: T) => readonly { field?: string; message: string }[];
  submit?: string;
  width?: number;
  children: ReactNode;
}

/** A form in a dialog, there only while it is open; the api's refusal stands at the field it names. */
export function EntryDialog<T extends object>({
  title,
  close,
  cancel = close,
  initial,
  method,
  path,
  body,
  done,
  check,
  submit = '保存',
  width,
  children,
}: Props<T>) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [form] = Form.useForm<T>();
  const save = useMutation({
    mutationFn: (values: T) => api(method, typeof path === 'string' ? path : path(values), body ? body(values) : values),
    onSuccess: () => {
      void message.success(done);
      close();
      return queries.invalidateQueries();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.problem.field)
        form.setFields([{ name: error.problem.field as never, errors: [error.problem.message] }]);
    },
  });
  const finish = (values: T) => {
    const faults = check?.(values) ?? [];
    if (faults.length === 0) return save.mutate(values);
    form.setFields(faults.map(({ field, message: fault }) => ({ name: field as never, errors: [fault] })));
    focusOn(faults[0]!.field ?? '');
  };
  // What was changed is no longer what was found wrong.
  const answered = (changed: Partial<T>) =>
    form.setFields(Object.keys(changed).map((name) => ({ name: name as never, errors: [] })));
  return (
    <Modal title={title} open onCancel={cancel} footer={null} width={width ?? 560}>
      <Form<T> form={form} layout="vertical" initialValues={initial} onFinish={finish} onValuesChange={answered}>
        {children}
        {save.error && <Alert type="error" showIcon title={save.error.message} style={{ marginBottom: 16 }} />}
        <Space>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {submit}
          </Button>
          <Button onClick={cancel}>取消</Button>
        </Space>
      </Form>
    </Modal>
  );
}
