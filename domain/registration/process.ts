import { refusePost } from '#domain/organisation/separation.js';
import { defineProcess } from '#domain/process/define.js';
import type { Effect, Guard, StepContext } from '#domain/process/types.js';
import type { RegistrationData, RegistrationKnown } from './data.js';

type Context = StepContext<RegistrationData, RegistrationKnown>;

const WORKING_DAYS = 3;

/** Nobody reviews and applies: an official cannot be the administrator of a unit that applies. */
const administratorIsFree: Guard<RegistrationData, RegistrationKnown> = {
  name: 'administratorIsFree',
  check: ({ state, known }) => {
    const refusal = refusePost(known.administratorRoles, 'UA', { kind: state.data.kind, level: 'unit' });
    return (
      refusal && {
        code: 'administrator_not_free',
        message: '所填单位管理员已在系统中担任审核或管理岗位，不得兼任申报单位管理员，请核验不通过并告知其更换人员。',
      }
    );
  },
};

const settleUnit =
  (status: 'verified' | 'refused') =>
  ({ state }: Context): Effect<RegistrationData>[] => [
    { kind: 'record', register: 'unit', row: { status } },
    { kind: 'notice', template: 'decided', to: { kind: 'unit', unitId: state.data.unitId } },
  ];

/** 单位注册 (specification 5): a unit registers itself, the local bureau verifies it in three working days. */
export const registration = defineProcess<RegistrationData, RegistrationKnown>({
  name: 'registration',
  version: 1,
  label: '单位注册',
  initial: 'pending',
  ownerUnit: (data) => data.unitId,
  leaderOf: (_office, data) => data.offices.above,
  summary: (data) => ({ title: `单位注册：${data.name}`, kind: data.kind }),
  states: {
    pending: {
      label: '待核验',
      tone: 'review',
      level: 'county',
      task: { label: '核验单位注册信息', for: (data) => data.offices.reviewer, workingDays: WORKING_DAYS },
    },
    verified: { label: '已核验', tone: 'passed', final: true },
    refused: { label: '核验不通过', tone: 'refused', final: true },
  },
  rows: [
    {
      from: 'pending',
      on: 'verify',
      to: 'verified',
      label: '核验通过',
      by: { kind: 'handler' },
      undoable: false,
      payload: [{ key: 'licence', label: '已核对证照，与所填信息一致', kind: 'tick', required: true }],
      when: [administratorIsFree],
      confirm: '核验通过后，该单位即可申报，确定吗？',
      then: [settleUnit('verified')],
    },
    {
      from: 'pending',
      on: 'refuse',
      to: 'refused',
      label: '核验不通过',
      by: { kind: 'handler' },
      undoable: false,
      opinion: 'required',
      then: [settleUnit('refused')],
    },
  ],
});
