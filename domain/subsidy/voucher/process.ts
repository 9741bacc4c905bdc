import { addDays, atTime, endOfDay, localDate, type Instant, type LocalDate } from '#domain/calendar/instant.js';
import { formatWanYuan, parseWanYuan } from '#domain/money/fen.js';
import { defineProcess } from '#domain/process/define.js';
import type { By, Guard, NamedInstant, Refusal } from '#domain/process/types.js';

/** What a voucher pays towards (C7), and what a guarantor receives it for (C3). */
export const voucherKinds = { guarantee: '科技贷款担保', insurance: '科技保险' } as const;
export type VoucherKind = keyof typeof voucherKinds;

/** 科技创新券 (specification 2.9: apply, issue, validity, use, redemption). */
export interface VoucherData {
  title: string;
  kind: VoucherKind;
  purpose: string;
  offices: { owner: string; province: string };
  number?: string;
  fen?: string;
  validFrom?: LocalDate;
  validUntil?: LocalDate;
}

/** Why a voucher cannot be used for the kind on the day; nothing when it can. */
export function refuseVoucher(
  voucher: { status: string; data: VoucherData } | undefined,
  wanted: { number: string; kind: VoucherKind; on: LocalDate; owner?: string; field: string },
): Refusal | undefined {
  const no = (code: string, message: string): Refusal => ({
    code,
    message: `创新券 ${wanted.number}：${message}`,
    field: wanted.field,
    clause: 'C7.1',
  });
  if (!voucher || (wanted.owner !== undefined && voucher.data.offices.owner !== wanted.owner))
    return no('voucher_unknown', '未查到本单位领取的该券，请核对券号。');
  const { kind, validFrom = '', validUntil = '' } = voucher.data;
  if (kind !== wanted.kind) return no('voucher_kind', `该券用于${voucherKinds[kind]}，不能用于${voucherKinds[wanted.kind]}。`);
  if (['applied', 'refused'].includes(voucher.status)) return no('voucher_not_issued', '该券尚未发放。');
  if (wanted.owner !== undefined && voucher.status !== 'issued' && voucher.status !== 'expired')
    return no('voucher_used', '该券已使用。');
  if (wanted.on < validFrom || wanted.on > validUntil)
    return no('voucher_expired', `该券有效期为${validFrom}至${validUntil}，${wanted.on}不在有效期内。`);
  return undefined;
}

const system: By<VoucherData> = { kind: 'system' };

/** A month before its last day, of a voucher that is good for longer. */
const expiring = (validUntil: LocalDate, now: Instant): NamedInstant[] => {
  const at = atTime(addDays(validUntil, -30), '08:00');
  return at > now ? [{ name: 'expiring', label: '到期提醒', kind: 'reminder', scope: 'stage', at }] : [];
};

const validityInOrder: Guard<VoucherData> = {
  name: 'validityInOrder',
  asks: true,
  check: ({ event, now }) => {
    const [from, until] = [String(event.payload?.validFrom), String(event.payload?.validUntil)];
    return until >= from && until >= localDate(now)
      ? undefined
      : { code: 'validity_invalid', message: '有效期止须不早于有效期起，且不早于今天。', field: 'validUntil' };
  },
};

export const voucher = defineProcess<VoucherData>({
  name: 'voucher',
  version: 1,
  label: '科技创新券',
  initial: 'applied',
  ownerUnit: (data) => data.offices.owner,
  summary: ({ title, number, fen, kind }) => ({ title, number, amountFen: fen, kind }),
  states: {
    applied: {
      label: '申领中',
      tone: 'review',
      level: 'province',
      task: { label: '审核创新券申领', for: (data) => ({ unitId: data.offices.province, role: 'VO' }), workingDays: 10 },
    },
    issued: {
      label: '有效',
      tone: 'running',
      waitsFor: '等待使用。',
      instants: ({ data, now }) => [
        ...expiring(data.validUntil!, now),
        { name: 'expires', label: '有效期满', kind: 'timer', scope: 'stage', at: endOfDay(data.validUntil!) },
      ],
    },
    used: { label: '已使用', tone: 'passed', waitsFor: '等待收券机构兑付。' },
    redeemed: { label: '已兑付', tone: 'passed', final: true },
    expired: { label: '已过期', tone: 'ended', final: true },
    refused: { label: '不予发放', tone: 'refused', final: true },
  },
  rows: [
    {
      from: 'applied',
      on: 'issue',
      to: 'issued',
      label: '发放',
      by: { kind: 'handler' },
      undoable: false,
      payload: [
        { key: 'amount', label: '面额（万元）', kind: 'money', required: true },
        { key: 'validFrom', label: '有效期起', kind: 'date', required: true },
        { key: 'validUntil', label: '有效期止', kind: 'date', required: true },
      ],
      when: [validityInOrder],
      then: [
        ({ event, now }) => [
          {
            kind: 'data',
            patch: {
              fen: parseWanYuan(String(event.payload!.amount)).toString(),
              validFrom: String(event.payload!.validFrom),
              validUntil: String(event.payload!.validUntil),
            },
          },
          { kind: 'number', series: `KJQ${localDate(now).slice(0, 4)}######`, into: 'number' },
        ],
        ({ state, event }) => [
          {
            kind: 'notice',
            template: 'voucher-issued',
            to: { kind: 'unit', unitId: state.data.offices.owner },
            params: {
              amount: formatWanYuan(parseWanYuan(String(event.payload!.amount))),
              until: String(event.payload!.validUntil),
            },
          },
        ],
      ],
    },
    {
      from: 'applied',
      on: 'refuse',
      to: 'refused',
      label: '不予发放',
      by: { kind: 'handler' },
      opinion: 'required',
      undoable: false,
      then: [({ state }) => [{ kind: 'notice', template: 'decided', to: { kind: 'unit', unitId: state.data.offices.owner } }]],
    },
    // A claim awarded after the voucher's last day used it while it was valid: its day of payment was judged at filing.
    { from: ['issued', 'expired'], on: 'use', to: 'used', label: '补助核定，已使用', by: system },
    { from: ['used', 'issued', 'expired'], on: 'redeem', to: 'redeemed', label: '收券机构兑付', by: system },
    {
      from: 'issued',
      on: 'expiring',
      to: '=',
      by: { kind: 'time' },
      then: [
        ({ state: { data } }) => [
          {
            kind: 'notice',
            template: 'voucher-expiring',
            to: { kind: 'unit', unitId: data.offices.owner },
            params: { until: data.validUntil! },
            digest: true,
            until: endOfDay(data.validUntil!),
          },
        ],
      ],
    },
    {
      from: 'issued',
      on: 'expires',
      to: 'expired',
      label: '有效期满',
      by: { kind: 'time' },
      then: [({ state }) => [{ kind: 'notice', template: 'decided', to: { kind: 'unit', unitId: state.data.offices.owner } }]],
    },
  ],
});
