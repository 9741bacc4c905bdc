import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Flex, Form, Input, Select } from 'antd';
import type { ExpertRow } from '#apps/api/contract.js';
import { keyFields } from '#domain/key-project/form.js';
import { relationKinds, type ExpertRelation } from '#domain/organisation/expert.js';
import { api } from '../../data/client.js';
import { EntryDialog } from './entry-dialog.js';

interface Entry {
  personId: string;
  employer: string;
  fields: string[];
  finance: boolean;
  relations: ExpertRelation[];
}

interface Candidate {
  personId: string;
  name: string;
  unit: string | null;
}

const relationOptions = Object.entries(relationKinds).map(([value, label]) => ({ value, label }));

/** 新增 or 编辑 an expert, with the ties that exclude from reviews (回避). */
export function ExpertDialog({ expert, close }: { expert?: ExpertRow; close: () => void }) {
  const candidates = useQuery({
    queryKey: ['expert-candidates'],
    queryFn: () => api<Candidate[]>('GET', '/experts/candidates'),
    enabled: !expert,
  });
  return (
    <EntryDialog<Entry>
      title={expert ? `编辑专家：${expert.name}` : '新增专家'}
      close={close}
      initial={
        expert
          ? { employer: expert.employer, fields: expert.fields, finance: expert.finance, relations: expert.relations }
          : { finance: false, relations: [] }
      }
      method={expert ? 'PUT' : 'POST'}
      path={expert ? `/experts/${expert.personId}` : '/experts'}
      body={(values) => ({ ...values, relations: (values.relations ?? []).map(withoutEmpty) })}
      done={expert ? '已保存' : '已提交，待处长审定入库'}
      width={760}
    >
      {!expert && (
        <Form.Item
          name="personId"
          label="人员"
          rules={[{ required: true, message: '请选择人员' }]}
          extra="列出已由安全管理员授予专家岗位、尚未入库的人员"
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={candidates.isPending}
            options={(candidates.data ?? []).map((one) => ({
              value: one.personId,
              label: `${one.name}${one.unit ? `（${one.unit}）` : ''}`,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="employer" label="工作单位" rules={[{ required: true, message: '请填写工作单位' }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="fields" label="专业领域" rules={[{ required: true, message: '请至少选择一个领域' }]}>
        <Select mode="multiple" options={keyFields} />
      </Form.Item>
      <Form.Item name="finance" valuePropName="checked">
        <Checkbox>财务专家</Checkbox>
      </Form.Item>
      <Form.List name="relations">
        {(items, { add, remove }) => (
          <fieldset style={{ border: '1px solid #d9d9d9', borderRadius: 4, marginBottom: 16 }}>
            <legend style={{ paddingInline: 4 }}>回避关系</legend>
            {items.map((item) => (
              <Flex key={item.key} gap="small" align="baseline">
                <Form.Item name={[item.name, 'unit']} rules={[{ required: true, message: '请填写单位' }]} style={{ flex: 1 }}>
                  <Input aria-label="单位" placeholder="单位名称" maxLength={100} />
                </Form.Item>
                <Form.Item name={[item.name, 'kind']} rules={[{ required: true, message: '请选择关系' }]} style={{ width: 220 }}>
                  <Select aria-label="关系" placeholder="关系" options={relationOptions} />
                </Form.Item>
                <Form.Item name={[item.name, 'until']}>
                  <Input type="date" aria-label="终止日期（未终止不填）" title="终止日期（未终止不填）" />
                </Form.Item>
                <Button onClick={() => remove(item.name)}>删除</Button>
              </Flex>
            ))}
            <Button onClick={() => add({})}>添加一项</Button>
          </fieldset>
        )}
      </Form.List>
    </EntryDialog>
  );
}

function withoutEmpty(relation: ExpertRelation): ExpertRelation {
  const { until, ...rest } = relation;
  return until ? { ...rest, until } : rest;
}
