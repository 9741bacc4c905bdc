import { Form, Input, Select } from 'antd';
import type { UnitDetail } from '#apps/api/contract.js';
import { checkUscc } from '#domain/organisation/uscc.js';
import { EntryDialog } from './entry-dialog.js';
import { departmentOptions, kindOptions, levelOptions, regionOptions } from './labels.js';
import { UnitSelect } from './unit-select.js';

interface Entry {
  name: string;
  uscc?: string;
  kind: string;
  level: string;
  departments?: string[];
  regionCode?: string;
  parentId?: string;
  address?: string;
  legalRepresentative?: string;
}

const required = (message: string) => [{ required: true, message }];

/** 新建 or 编辑 a unit. */
export function UnitDialog({ unit, close }: { unit?: UnitDetail; close: () => void }) {
  const initial: Partial<Entry> = unit
    ? {
        name: unit.name,
        uscc: unit.uscc ?? undefined,
        kind: unit.kind,
        level: unit.level,
        departments: unit.departments,
        regionCode: unit.regionCode ?? undefined,
        parentId: unit.parent?.id,
        address: unit.address ?? undefined,
        legalRepresentative: unit.legalRepresentative ?? undefined,
      }
    : { kind: 'enterprise', level: 'unit' };
  return (
    <EntryDialog<Entry>
      title={unit ? '编辑单位' : '新建单位'}
      close={close}
      initial={initial}
      method={unit ? 'PUT' : 'POST'}
      path={unit ? `/admin/units/${unit.id}` : '/admin/units'}
      body={({ departments = [], ...values }) => ({ ...filled(values), departments })}
      done="已保存"
      width={720}
    >
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 16 }}>
        <Form.Item name="name" label="单位名称" rules={required('请填写单位全称')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="uscc" label="统一社会信用代码" rules={[{ validator: validUscc }]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="kind" label="类别" rules={required('请选择类别')}>
          <Select options={kindOptions} />
        </Form.Item>
        <Form.Item name="level" label="层级" rules={required('请选择层级')}>
          <Select options={levelOptions} />
        </Form.Item>
        <Form.Item name="departments" label="主管业务（政府部门）">
          <Select mode="multiple" options={departmentOptions} />
        </Form.Item>
        <Form.Item name="regionCode" label="所在地区">
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={regionOptions} />
        </Form.Item>
        <Form.Item name="parentId" label="上级单位">
          <UnitSelect label="上级单位" known={unit?.parent ?? null} />
        </Form.Item>
        <Form.Item name="legalRepresentative" label="法定代表人">
          <Input maxLength={50} />
        </Form.Item>
      </div>
      <Form.Item name="address" label="地址">
        <Input maxLength={200} />
      </Form.Item>
    </EntryDialog>
  );
}

/** What the unit's own administrator keeps. */
export function UnitContactDialog({ unit, close }: { unit: UnitDetail; close: () => void }) {
  return (
    <EntryDialog<{ address: string; legalRepresentative: string }>
      title="修改联系信息"
      close={close}
      initial={{ address: unit.address ?? '', legalRepresentative: unit.legalRepresentative ?? '' }}
      method="PUT"
      path={`/admin/units/${unit.id}/contact`}
      done="已保存"
    >
      <Form.Item name="address" label="地址">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="legalRepresentative" label="法定代表人">
        <Input maxLength={50} />
      </Form.Item>
    </EntryDialog>
  );
}

/** The same check the api makes, while typing. */
async function validUscc(_: unknown, text?: string): Promise<void> {
  const result = text ? checkUscc(text) : undefined;
  if (result && !result.ok) throw new Error(result.message);
}

function filled<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as Partial<T>;
}
