import { Form, Input } from 'antd';
import { passwordRule, refusePassword } from '#domain/account/password-policy.js';

/** A new password twice; the policy answers while it is typed. */
export function NewPassword({ login }: { login: string }) {
  return (
    <>
      <Form.Item
        name="password"
        label="新密码"
        extra={passwordRule}
        rules={[
          { required: true, message: '请输入新密码' },
          {
            validator: (_, value: string) => {
              const weak = value ? refusePassword(value, login) : undefined;
              return weak ? Promise.reject(new Error(weak.message)) : Promise.resolve();
            },
          },
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label="再次输入新密码"
        dependencies={['password']}
        rules={[
          { required: true, message: '请再次输入新密码' },
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error('两次输入的密码不一致')),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
