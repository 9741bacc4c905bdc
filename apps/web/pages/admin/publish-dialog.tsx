import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Select, Space, Upload } from 'antd';
import { useState } from 'react';
import type { PublishedYear } from '#apps/api/contract.js';
import { arrangementFault, readArrangements, type Arrangement } from '#domain/calendar/arrangement.js';
import { api } from '../../data/client.js';
import { YearCalendar } from './year-calendar.js';

/** Imports a year from JSON, shows it as a calendar, and publishes it: every provisional date is computed anew. */
export function PublishDialog({ published, close }: { published: PublishedYear[]; close: () => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const [source, setSource] = useState<string>();
  const read = readArrangements(text);
  const year = read?.[chosen] ?? read?.[0];
  const fault = year && arrangementFault(year);
  const evidence = source ?? year?.source ?? '';
  const publish = useMutation({
    mutationFn: ({ year: number, off, work }: Arrangement) => api('PUT', `/calendar/${number}`, { off, work, source: evidence }),
    onSuccess: () => {
      void message.success('已发布');
      close();
      return queries.invalidateQueries();
    },
  });
  const corrects = published.some((one) => one.year === year?.year);
  return (
    <Modal title="录入年度节假日安排" open onCancel={close} footer={null} width={1_000}>
      <Form layout="vertical">
        <Form.Item
          label="安排（JSON）"
          htmlFor="arrangement"
          extra='格式：{"2027": {"off": ["2027-01-01", …], "work": ["2027-02-14", …]}}，也可导入 holiday-cn 的年度文件。off 为放假的工作日，work 为调休上班的周末。'
          validateStatus={text && !read ? 'error' : fault ? 'error' : ''}
          help={text && !read ? '内容不是可识别的年度安排，请检查格式。' : fault?.message}
        >
          <Input.TextArea
            id="arrangement"
            rows={4}
            value={text}
            onChange={(event) => setText(event.target.value)}
            style={{ fontFamily: 'monospace' }}
          />
        </Form.Item>
        <Form.Item>
          <Space>
            <Upload
              accept=".json"
              showUploadList={false}
              beforeUpload={(file) => {
                void file.text().then(setText);
                return false;
              }}
            >
              <Button>从文件导入</Button>
            </Upload>
            {read && read.length > 1 && (
              <Select
                aria-label="要发布的年份"
                value={chosen}
                options={read.map((one, index) => ({ value: index, label: `${one.year}年` }))}
                onChange={setChosen}
              />
            )}
          </Space>
        </Form.Item>
        <Form.Item label="依据（文号或通知网址）" htmlFor="source" required>
          <Input id="source" value={evidence} maxLength={300} onChange={(event) => setSource(event.target.value)} />
        </Form.Item>
      </Form>
      {year && !fault && <YearCalendar year={year} />}
      {year && !fault && corrects && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 16 }}
          title={`${year.year}年已有安排，发布后将被替换，相关期限随之重算。`}
        />
      )}
      {publish.error && <Alert type="error" showIcon style={{ marginTop: 16 }} title={publish.error.message} />}
      <Space style={{ marginTop: 16 }}>
        <Button
          type="primary"
          disabled={!year || fault !== undefined || evidence.trim().length < 4}
          loading={publish.isPending}
          onClick={() => year && publish.mutate(year)}
        >
          发布{year ? `${year.year}年安排` : ''}
        </Button>
        <Button onClick={close}>取消</Button>
      </Space>
    </Modal>
  );
}
