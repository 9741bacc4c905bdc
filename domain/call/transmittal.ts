import { defineProcess } from '#domain/process/define.js';
import type { Guard } from '#domain/process/types.js';

/** 州市报送 A18: one act over a list of projects, with the document, the seal and the paper. */
export interface TransmittalData {
  callId: string;
  title: string;
  prefecture: string;
  offices: { prefecture: string; province: string };
  projects: string[];
  /** The call's mailbox 邮箱, to which the bundle goes. */
  mailbox: string;
  documentNo?: string;
  paperSent?: string;
  paperReceived?: string;
}

export interface TransmittalKnown {
  /** A23 carried-over projects of the prefecture not resolved. */
  carryOverOpen: number;
  /** A24. */
  officeNamed: boolean;
  /** D of the prefecture, as the call has it now. */
  closing: number;
}

const beforeClosing: Guard<TransmittalData, TransmittalKnown> = {
  name: 'beforeClosing',
  clause: 'A18',
  check: ({ known, now }) =>
    now < known.closing
      ? undefined
      : { code: 'too_late', message: '已过州（市）报送截止时间，不再受理。如确需报送，请向省厅申请延期。' },
};
const carryOverResolved: Guard<TransmittalData, TransmittalKnown> = {
  name: 'carryOverResolved',
  clause: 'A23',
  check: ({ known }) =>
    known.carryOverOpen === 0
      ? undefined
      : {
          code: 'carry_over_open',
          message: `上年“3个100”结转项目尚有 ${known.carryOverOpen} 个未处理，请逐一重新申报，或注明缓建停建、已竣工投产及原因。`,
        },
};
const officeNamed: Guard<TransmittalData, TransmittalKnown> = {
  name: 'officeNamed',
  clause: 'A24',
  check: ({ known }) =>
    known.officeNamed ? undefined : { code: 'office_not_named', message: '请先明确本州（市）负责科（处）室和责任人，再报送。' },
};

export const transmittal = defineProcess<TransmittalData, TransmittalKnown>({
  name: 'transmittal',
  version: 1,
  label: '州（市）报送',
  initial: 'draft',
  ownerUnit: () => undefined,
  summary: (data) => ({ title: data.title }),
  states: {
    draft: { label: '拟报送', tone: 'draft', waitsFor: '等待州（市）报送。' },
    sent: {
      label: '已报送',
      tone: 'review',
      task: { label: '登记纸质材料收讫', for: (data) => ({ unitId: data.offices.province, role: 'VO' }) },
    },
    received: { label: '纸质已收', tone: 'passed', final: true },
    dropped: { label: '已作废', tone: 'ended', final: true },
  },
  rows: [
    {
      from: 'draft',
      on: 'send',
      to: 'sent',
      label: '报送省厅',
      by: { kind: 'office', unit: (data) => data.offices.prefecture, roles: ['PO'] },
      when: [beforeClosing, carryOverResolved, officeNamed],
      confirm: '报送后所列项目即为正式申报，确定报送吗？',
      signature: true,
      payload: [
        { key: 'documentNo', label: '报送文号', kind: 'text', required: true },
        { key: 'seal', label: '已加盖公章', kind: 'tick', required: true },
        { key: 'paperSent', label: '纸质寄出日期', kind: 'date', required: true },
      ],
      then: [
        ({ event }) => [
          { kind: 'data', patch: { documentNo: String(event.payload!.documentNo), paperSent: String(event.payload!.paperSent) } },
        ],
        ({ state }) => [{ kind: 'cascade', process: 'key-project', cases: state.data.projects, on: 'transmit' }],
        // The one mail with an attachment: the Excel bundle, to the call's mailbox.
        ({ state }) => [
          { kind: 'notice', template: 'transmitted', to: { kind: 'address', address: state.data.mailbox }, bundle: true },
        ],
      ],
    },
    {
      from: 'draft',
      on: 'drop',
      to: 'dropped',
      label: '作废',
      by: { kind: 'office', unit: (data) => data.offices.prefecture, roles: ['PO'] },
    },
    {
      from: 'sent',
      on: 'receive-paper',
      to: 'received',
      label: '登记收讫',
      by: { kind: 'handler' },
      payload: [{ key: 'date', label: '收到日期', kind: 'date', required: true }],
      then: [({ event }) => [{ kind: 'data', patch: { paperReceived: String(event.payload!.date) } }]],
    },
  ],
});
