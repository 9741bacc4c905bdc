import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import type { DictionaryEntry } from '#apps/api/contract.js';
import { api } from '../../../data/client.js';

/** 办理意见, with 常用意见 to pick; or a message 附言 to whom the act names. */
export function Opinion({ required, kind = 'opinion' }: { required: boolean; kind?: 'opinion' | 'message' }) {
  const form = Form.useFormInstance();
  const picks = useQuery({
    queryKey: ['dictionary', 'opinion'],
    queryFn: () => api<DictionaryEntry[]>('GET', '/dictionaries/opinion'),
    staleTime: 600_000,
    enabled: kind === 'opinion',
  });
  const add = (text: string) => {
    const before = String((form.getFieldValue('opinion') as string | undefined) ?? '').trim();
    form.setFieldValue('opinion', before ? `${before}${/[。；]$/.test(before) ? '' : '；'}${text}` : text);
  };
  return (
    <>
      <Form.Item
        name="opinion"
        label={kind === 'opinion' ? '办理意见' : '附言（可不填）'}
        style={{ marginBottom: kind === 'opinion' ? 8 : 24 }}
        rules={required ? [{ required: true, whitespace: true, min: 5, message: '请填写不少于5个字的意见' }] : [{ max: 5_000 }]}
      >
        <Input.TextArea rows={3} showCount={{ formatter: ({ count }) => `${count} 字` }} />
      </Form.Item>
      {(picks.data ?? []).length > 0 && (
        <div role="group" aria-label="常用意见" className="picks">
          <span>常用意见</span>
          {picks.data!.map((pick) => (
            <Button key={pick.value} size="small" onClick={() => add(pick.label)}>
              {pick.label}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}
