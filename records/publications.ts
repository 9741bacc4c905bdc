import { randomUUID } from 'node:crypto';
import type { Prisma, Transaction } from './database.js';

export interface NewPublication {
  kind: 'call' | 'notice' | 'list' | 'policy';
  caseId: string;
  title: string;
  documentNo?: string;
  body: Record<string, unknown>;
  closesAt?: number;
}

/** Puts a page up for everybody, in the transaction of the act that published it. What it says is frozen there. */
export async function publish(tx: Transaction, now: number, page: NewPublication): Promise<void> {
  await tx.publication.create({
    data: {
      id: randomUUID(),
      kind: page.kind,
      caseId: page.caseId,
      title: page.title,
      documentNo: page.documentNo ?? null,
      body: page.body as Prisma.InputJsonObject,
      publishedAt: new Date(now),
      closesAt: page.closesAt ? new Date(page.closesAt) : null,
    },
  });
}
