import { expect, it } from 'vitest';
import { exampleChild, exampleMembers } from '../examples.js';
import type { ChangeData } from './data.js';
import { changeLines } from './lines.js';

const data: ChangeData = {
  ...exampleChild,
  kind: 'goal',
  reason: '技术路线调整',
  startsOn: '2026-03-02',
  endsOn: '2029-03-01',
  before: { target: '短流程制备', chiefExpert: '李某', contact: { name: '王某', phone: '0871-60000000' } },
  joining: [],
  leaving: [],
  signatures: [],
};
const of = (change: Partial<ChangeData>) => changeLines({ ...data, ...change });

it('2.6 a change of the lead says who led, who will, who goes, and how many are left', () => {
  const [, , inst] = exampleMembers;
  expect(of({ kind: 'lead', newLead: { unitId: 'new', name: '曲靖硅铝' }, leaving: ['inst'] })).toEqual([
    { label: '牵头单位', before: exampleMembers[0]!.name, after: '曲靖硅铝' },
    { label: '退出单位', before: `${inst!.name}（一般成员）` },
    { label: '单位总数', before: '4家', after: '4家' },
  ]);
});
it('2.6 whoever joins stands with its role; B28 a core member is said to be one', () => {
  const joining = [{ unitId: 'n', name: '新材料公司', kind: 'enterprise' as const, core: true, ability: '中试线' }];
  expect(of({ kind: 'main-member', joining, leaving: ['uni'] })).toEqual([
    { label: '加入单位', after: '新材料公司（承担攻关任务；中试线）' },
    { label: '退出单位', before: `${exampleMembers[1]!.name}（承担攻关任务）` },
    { label: '单位总数', before: '4家', after: '4家' },
  ]);
});
it('E13 B26 an extension moves the last day; a renewal begins a term of its own with a need of its own', () => {
  expect(of({ kind: 'extension', months: 12 })).toEqual([
    { label: '存续期', before: '2026年3月2日至2029年3月1日', after: '2026年3月2日至2030年3月1日' },
  ]);
  expect(of({ kind: 'renewal', months: 36, need: '再生铝' })).toEqual([
    { label: '存续期', before: '2026年3月2日至2029年3月1日', after: '2029年3月2日至2032年3月1日' },
    { label: '目标任务', before: '短流程制备', after: '再生铝' },
  ]);
});
it('2.6 goal, chief expert, name and contact beside what they were; what is not known before stands alone', () => {
  expect(of({ goal: '再生铝' })).toEqual([{ label: '目标任务', before: '短流程制备', after: '再生铝' }]);
  expect(of({ kind: 'chief-expert', chiefExpert: '赵某', before: { target: '' } })).toEqual([
    { label: '首席专家', after: '赵某' },
  ]);
  expect(of({ kind: 'contact', name: '云南省再生铝创新联合体', contact: { name: '孙某', phone: '0871-61111111' } })).toEqual([
    { label: '联合体名称', before: data.consortium, after: '云南省再生铝创新联合体' },
    { label: '联系人', before: '王某 0871-60000000', after: '孙某 0871-61111111' },
  ]);
});
