import { Form, Input } from 'antd';
import { stepUpRequired } from '#domain/process/step-up.js';

/** The password once more, in the dialog of an act that is a signature (6.9) or moves money, limits or powers (S12). */
export function PasswordAgain({ why = stepUpRequired.message }: { why?: string }) {
  return (
    <Form.Item name="password" label="登录密码" extra={why} rules={[{ required: true, message: '请输入登录密码' }]}>
      <Input.Password autoComplete="current-password" />
    </Form.Item>
  );
}
