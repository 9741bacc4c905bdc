import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Flex, Form, Input, Modal, Select, Space } from 'antd';
import { useState } from 'react';
import { formatWanYuan } from '#domain/money/fen.js';
import { rulesFromJson, type RulesJson, type SubsidyRules } from '#domain/subsidy/rules.js';
import { api, ApiProblem } from '../../data/client.js';
import { PageTitle } from '../admin/page-title.js';
import { PasswordAgain } from '../password-again.js';
import type { Rights } from '../admin/sections.js';

/** Every number of the regulation in its words: path, label, and how it is shown. */
const lines: [path: string, label: string][] = [
  ['C1.ratio.high-tech', '（一）高新技术企业贷款本金损失补偿比例'],
  ['C1.ratio.tech', '（一）其他科技型企业贷款本金损失补偿比例'],
  ['C1.pool', '（一）全省试点机构年度补偿总额'],
  ['C2.1.ratio', '（二）1 当年新增贷款补助比例'],
  ['C2.1.perBank', '（二）1 每家银行年度限额'],
  ['C2.2.ratio', '（二）2 评估、评级、保险费用补助比例'],
  ['C2.2.perBank', '（二）2 每家银行年度限额'],
  ['C3.ratio', '（三）年度新增担保额奖补比例'],
  ['C3.perGuarantor', '（三）每家担保机构年度限额'],
  ['C4.ratio.seed', '（四）种子期投资补助比例'],
  ['C4.ratio.start-up', '（四）初创期投资补助比例'],
  ['C4.ratio.growth', '（四）成长期投资补助比例'],
  ['C4.heldMonths', '（四）须持有的月数'],
  ['C4.stage.seed.months', '（四）种子期：成立不超过（月）'],
  ['C4.stage.seed.revenue', '（四）种子期：上年营业收入不超过'],
  ['C4.stage.start-up.months', '（四）初创期：成立不超过（月）'],
  ['C4.stage.start-up.revenue', '（四）初创期：上年营业收入不超过'],
  ['C4.stage.start-up.assets', '（四）初创期：资产总额不超过'],
  ['C4.stage.start-up.staff', '（四）初创期：职工不超过（人）'],
  ['C4.stage.growth.months', '（四）成长期：成立不超过（月）'],
  ['C4.perDeal', '（四）单笔投资年度限额'],
  ['C5.capital', '（五）注册资金（规模）下限'],
  ['C5.driven', '（五）带动社会资金在滇投资下限'],
  ['C5.most', '（五）开办费补助上限'],
  ['venture.perInstitution', '（四）（五）单个机构年度合计限额'],
  ['C6.1.ratio', '（六）1 贴息比例'],
  ['C6.1.perEnterprise', '（六）1 每户企业年度限额'],
  ['C6.2.ratio', '（六）2 贴息比例'],
  ['C6.2.perEnterprise', '（六）2 每户企业年度限额'],
  ['C7.1.ratio', '（七）担保费抵扣比例'],
  ['C7.1.perEnterprise', '（七）担保费年度限额'],
  ['C7.2.ratio', '（七）保费抵扣比例'],
  ['C7.2.perEnterprise', '（七）保费年度限额'],
  ['vouchers.perEnterprise', '（七）科技金融领域年度综合限额'],
  ['C8.ratio', '（八）贴息比例'],
  ['C8.perEnterprise', '（八）每户企业累计限额'],
  ['ceiling.rate', '（六）（八）贴息利率上限'],
  ['ceiling.on', '贴息利率上限的含义（R16）'],
];

/** 补助办法: the numbers in force and those published for later; open claims keep the set they were opened under. */
export function RulesPage({ rights }: { rights: Rights }) {
  const sets = useQuery({ queryKey: ['subsidy-rules'], queryFn: () => api<RulesJson[]>('GET', '/subsidy-rules') });
  const [adding, setAdding] = useState(false);
  const all = (sets.data ?? []).map(rulesFromJson).sort((a, b) => (a.from < b.from ? 1 : -1));
  return (
    <Flex vertical gap="middle">
      <Flex justify="space-between">
        <PageTitle>补助办法</PageTitle>
        {rights.holds('VL') && (
          <Button type="primary" disabled={!sets.data} onClick={() => setAdding(true)}>
            发布后续办法
          </Button>
        )}
      </Flex>
      {sets.error && <Alert type="error" showIcon title={sets.error.message} />}
      {all.map((set, index) => (
        <Card key={set.version} size="small" title={`${set.source} 自 ${set.from} 起`}>
          <Descriptions
            bordered
            size="small"
            column={2}
            items={lines.map(([path, label]) => ({
              key: path,
              label,
              children: <Value set={set} before={all[index + 1]} path={path} />,
            }))}
          />
        </Card>
      ))}
      {adding && all[0] && <Successor before={all[0]} close={() => setAdding(false)} />}
    </Flex>
  );
}

function valueAt(set: SubsidyRules, path: string): unknown {
  const head = Object.keys(set).find((key) => path.startsWith(`${key}.`))!;
  return path
    .slice(head.length + 1)
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], set[head as keyof SubsidyRules]);
}

function shown(set: SubsidyRules, path: string): string {
  const value = valueAt(set, path);
  if (typeof value === 'bigint') return `${formatWanYuan(value)} 万元`;
  if (typeof value === 'number') return `${value} 个月`;
  if (path === 'ceiling.on') return value === 'subsidy-rate' ? '财政实际贴息的利率' : '计算贴息的贷款利率';
  return `${String(value)}%`;
}

function Value({ set, before, path }: { set: SubsidyRules; before: SubsidyRules | undefined; path: string }) {
  const now = shown(set, path);
  const then = before && shown(before, path);
  return then !== undefined && then !== now ? (
    <>
      <strong>{now}</strong> <span className="quiet">（原 {then}）</span>
    </>
  ) : (
    now
  );
}

interface Published {
  version: string;
  from: string;
  source: string;
  changes: { path: string; value: string }[];
  password: string;
}

function Successor({ before, close }: { before: SubsidyRules; close: () => void }) {
  const queries = useQueryClient();
  const [form] = Form.useForm<Published>();
  const publish = useMutation({
    mutationFn: (values: Published) => api('POST', '/subsidy-rules', values),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['subsidy-rules'] });
      close();
    },
    onError: (error) => {
      const field = error instanceof ApiProblem ? error.problem.field : undefined;
      const at = (form.getFieldValue('changes') as Published['changes']).findIndex(({ path }) => path === field);
      if (at >= 0) form.setFields([{ name: ['changes', at, 'value'], errors: [error.message] }]);
      if (field === 'password') form.setFields([{ name: 'password', errors: [error.message] }]);
    },
  });
  const needed = (what: string) => [{ required: true, message: `请填写${what}` }];
  return (
    <Modal title="发布后续办法" open onCancel={close} footer={null} width={720}>
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 16 }}
        title="发布后不能修改。生效前开始的申报仍按原办法核算；未列出的数值沿用现行办法。"
      />
      <Form<Published>
        form={form}
        layout="vertical"
        onFinish={publish.mutate}
        initialValues={{ changes: [{ path: undefined, value: '' }] }}
      >
        <Flex gap="middle">
          <Form.Item name="source" label="文件名称和文号" rules={needed('文件')} style={{ flex: 1 }}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name="version" label="版本代号" rules={needed('版本代号')}>
            <Input maxLength={20} placeholder="如 2027" style={{ width: 120 }} />
          </Form.Item>
          <Form.Item name="from" label="生效日期" rules={needed('生效日期')}>
            <Input type="date" />
          </Form.Item>
        </Flex>
        <Form.List name="changes">
          {(fields, { add, remove }) => (
            <>
              {fields.map((field) => (
                <Space key={field.key} align="baseline">
                  <Form.Item name={[field.name, 'path']} rules={needed('修改的数值')}>
                    <Select
                      aria-label="修改的数值"
                      placeholder="修改的数值"
                      style={{ width: 380 }}
                      showSearch={{ optionFilterProp: 'label' }}
                      options={lines.map(([value, label]) => ({ value, label: `${label}（现行 ${shown(before, value)}）` }))}
                    />
                  </Form.Item>
                  <Form.Item name={[field.name, 'value']} rules={needed('新值')}>
                    <Input aria-label="新值" placeholder="万元或百分数" style={{ width: 160 }} />
                  </Form.Item>
                  {fields.length > 1 && (
                    <Button type="link" onClick={() => remove(field.name)}>
                      删除
                    </Button>
                  )}
                </Space>
              ))}
              <div style={{ marginBottom: 16 }}>
                <Button onClick={() => add({ value: '' })}>增加一项</Button>
              </div>
            </>
          )}
        </Form.List>
        <PasswordAgain />
        {publish.error && <Alert type="error" showIcon title={publish.error.message} style={{ marginBottom: 16 }} />}
        <Button type="primary" htmlType="submit" loading={publish.isPending}>
          发布
        </Button>
      </Form>
    </Modal>
  );
}
