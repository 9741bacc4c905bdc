import { randomUUID } from 'node:crypto';
import type { LocalDate } from '#domain/calendar/instant.js';
import type { CallData } from '#domain/call/data.js';
import type { ClaimCallData } from '#domain/subsidy/call/process.js';
import type { Prisma, Transaction } from './database.js';

/** A1: the call's notice as everybody reads it. */
export type PublishedCall = Omit<CallData, 'prefectures' | 'offices' | 'itemClosings'> & {
  /** Prefecture codes. */
  addressees: string[];
};

/** The yearly call for subsidies, as everybody reads it. */
export type PublishedClaimCall = Omit<ClaimCallData, 'offices'> & { issuer: string };

/** One row of a notice or a published list (6.5): no personal data. */
export interface PublishedProject {
  id: string;
  title: string;
  unit: string;
  number?: string | null;
  /** Project type, or field of a consortium. */
  kind?: string | null;
  countyCode?: string | null;
  /** In fen. */
  amountFen?: string | null;
}

/** A notice 公示 or a published list 计划. */
export interface PublishedList {
  projects?: PublishedProject[];
  issuer?: string;
  office?: string;
  phones?: string[];
  /** 机关纪委. */
  supervisionPhone?: string;
  /** Claims of subsidies; without it projects, or with `industry` a consortium. */
  about?: 'subsidy';
  /** Of a consortium: 产业领域. */
  industry?: string;
}

export interface PublishedPolicy {
  issuer: string;
  issueDate?: LocalDate;
  /** Paragraphs; a heading begins with '# ' or '## '. */
  text: string[];
}

export interface NewPublication {
  kind: 'call' | 'notice' | 'list' | 'policy';
  caseId?: string;
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
      caseId: page.caseId ?? null,
      title: page.title,
      documentNo: page.documentNo ?? null,
      body: page.body as Prisma.InputJsonObject,
      publishedAt: new Date(now),
      closesAt: page.closesAt ? new Date(page.closesAt) : null,
    },
  });
}
