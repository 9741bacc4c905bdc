import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Drawer, Form, Input, Radio, Result } from 'antd';
import { useRef, useState } from 'react';
import type { PublishedProject } from '#apps/api/contract.js';
import { ApiProblem, api } from '../../data/client.js';
import { ACCEPTED, megabytes } from '../../data/files.js';
import { Refused } from '../account/card.js';

interface Values {
  who: 'person' | 'unit';
  unit?: string;
  name: string;
  contact: string;
  evidence: string;
  sealed?: boolean;
}

const MOST_FILES = 3;
const MOST_BYTES = 10 * 1024 * 1024;
const required = (message: string) => [{ required: true, whitespace: true, message }];

/** 异议 to one project of a notice: real name, contact, evidence; a unit under signature and seal (6.5). */
export function ObjectionDrawer({
  noticeId,
  project,
  close,
}: {
  noticeId: string;
  project: PublishedProject;
  close: () => void;
}) {
  const [form] = Form.useForm<Values>();
  const input = useRef<HTMLInputElement>(null);
  const [files, setFiles] = useState<File[]>([]);
  // One id for one objection: sent again on a retry, it is still one.
  const [id] = useState(() => crypto.randomUUID());
  const byUnit = Form.useWatch('who', form) === 'unit';
  const fault = filesFault(files);
  const send = useMutation({
    mutationFn: ({ who, unit, sealed, ...said }: Values) => {
      const ofUnit = who === 'unit' ? { unit, sealed: sealed === true } : {};
      const body = new FormData();
      body.set('objection', JSON.stringify({ id, projectId: project.id, ...said, ...ofUnit }));
      for (const file of files) body.append('files', file);
      return api('POST', `/public/pages/${noticeId}/objections`, body);
    },
    onError: (error) => {
      const field = error instanceof ApiProblem ? error.problem.field : undefined;
      if (field && field in form.getFieldsValue()) form.scrollToField(field, { focus: true });
    },
  });
  return (
    <Drawer open onClose={close} size="large" title={`提出异议：${project.title}`}>
      {send.isSuccess ? (
        <Result
          status="success"
          title="异议已收到"
          subTitle="主管部门将在15个工作日内核查处理，并按您留下的联系方式反馈。核查期间该项目暂不列入计划，名单内其他项目不受影响。"
          extra={<Button onClick={close}>返回公示</Button>}
        />
      ) : (
        <Form<Values>
          form={form}
          layout="vertical"
          scrollToFirstError={{ focus: true }}
          initialValues={{ who: 'person' }}
          onFinish={(values) => fault === undefined && send.mutate(values)}
        >
          <p className="quiet">申报单位：{project.unit}。您的姓名和联系方式只供核查使用，不向申报单位公开。</p>
          <Form.Item name="who" label="以何种身份提出">
            <Radio.Group
              options={[
                { value: 'person', label: '个人' },
                { value: 'unit', label: '单位' },
              ]}
            />
          </Form.Item>
          {byUnit && (
            <Form.Item name="unit" label="单位全称" rules={required('请填写单位全称')}>
              <Input maxLength={100} autoComplete="organization" />
            </Form.Item>
          )}
          <Form.Item
            name="name"
            label={byUnit ? '法定代表人姓名' : '真实姓名'}
            rules={required('请填写真实姓名，匿名异议不予受理')}
          >
            <Input maxLength={100} autoComplete="name" />
          </Form.Item>
          <Form.Item name="contact" label="联系电话或邮箱" rules={required('请填写联系方式，以便核实')}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="evidence" label="异议内容和事实依据" rules={required('请写明异议内容和事实依据')}>
            <Input.TextArea rows={6} maxLength={5_000} showCount />
          </Form.Item>
          <Form.Item
            label="证据材料"
            htmlFor="objection-files"
            required={byUnit}
            extra={`${byUnit ? '须包括法定代表人签字并加盖公章的异议书。' : ''}PDF、Word、Excel、图片、OFD，至多${MOST_FILES}个，单个不超过10MB`}
            validateStatus={fault ? 'error' : ''}
            help={fault}
          >
            <input
              ref={input}
              id="objection-files"
              type="file"
              multiple
              accept={ACCEPTED}
              className="visually-hidden"
              onChange={(event) => setFiles([...(event.target.files ?? [])])}
            />
            <Button onClick={() => input.current?.click()}>选择文件</Button>
            <ul className="chosen" aria-label="已选择的文件">
              {files.map((file) => (
                <li key={file.name}>
                  {file.name}（{megabytes(file.size)}）
                </li>
              ))}
            </ul>
          </Form.Item>
          {byUnit && (
            <Form.Item
              name="sealed"
              valuePropName="checked"
              rules={[
                {
                  validator: (_, value) =>
                    value ? Promise.resolve() : Promise.reject(new Error('单位提出异议须由法定代表人签字并加盖公章')),
                },
              ]}
            >
              <Checkbox>异议书已由法定代表人签字并加盖公章</Checkbox>
            </Form.Item>
          )}
          <Refused error={send.error} />
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            提交异议
          </Button>
        </Form>
      )}
    </Drawer>
  );
}

function filesFault(files: File[]): string | undefined {
  if (files.length > MOST_FILES) return `至多上传${MOST_FILES}个文件，请合并后重新选择。`;
  const large = files.find((file) => file.size > MOST_BYTES);
  return large && `“${large.name}”超过10MB，请压缩后重新选择。`;
}
