import type { OrderItem } from '../payable.js';

/** 支付令: awards and instalments paid by one document; 经办, 复核, 审批 are three people (specification 2.9). */
export interface PaymentOrderData {
  title: string;
  offices: { finance: string };
  items: OrderItem[];
  totalFen: string;
  /** 支付令号, taken when it is sent. */
  number?: string;
  /** 下达文件. */
  documentNo?: string;
  maker: string[];
  checker?: string[];
  approver?: string[];
}

/** What the treasury says of one payment 回单. */
export interface Receipt {
  key: string;
  outcome: 'paid' | 'bounced';
  fen: string;
  /** The treasury's own number; the same receipt may come twice. */
  ref: string;
  reason?: string;
}

export const totalOf = (items: readonly { fen: string }[]): string =>
  items.reduce((sum, { fen }) => sum + BigInt(fen), 0n).toString();
