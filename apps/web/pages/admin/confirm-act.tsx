import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '../../data/client.js';
import { PasswordAgain } from '../password-again.js';

interface Asked {
  reason?: string;
  password?: string;
}

interface Props {
  label: string;
  /** What will happen, in a sentence. */
  effect: string;
  path: string;
  /** Sent along. */
  body?: Record<string, unknown>;
  /** Asks for a reason and sends it. */
  reason?: boolean;
  /** Asks for the password again and sends it (S12). */
  password?: boolean;
  danger?: boolean;
  done: string;
}

/** A button for an act that is not to be done by a slip: it says the effect first, and asks why where it should be known later. */
export function ConfirmAct({ label, effect, path, body, reason = false, password = false, danger = false, done }: Props) {
  const [open, setOpen] = useState(false);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (values: Asked) => api('POST', path, reason || password || body ? { ...body, ...values } : undefined),
    onSuccess: () => {
      void message.success(done);
      setOpen(false);
      return queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button size="small" danger={danger} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Modal title={label} open={open} onCancel={() => setOpen(false)} footer={null} destroyOnHidden>
        <Form layout="vertical" onFinish={(values: Asked) => act.mutate(values)}>
          <Alert type={danger ? 'warning' : 'info'} showIcon title={effect} style={{ marginBottom: 16 }} />
          {reason && (
            <Form.Item name="reason" label="原因" rules={[{ required: true, min: 5, message: '请填写不少于5个字的原因' }]}>
              <Input.TextArea rows={2} maxLength={500} />
            </Form.Item>
          )}
          {password && <PasswordAgain />}
          {act.error && <Alert type="error" showIcon title={act.error.message} style={{ marginBottom: 16 }} />}
          <Button type="primary" danger={danger} htmlType="submit" loading={act.isPending}>
            确定
          </Button>
        </Form>
      </Modal>
    </>
  );
}
