import type { PublicPage } from '#apps/api/contract.js';
import { formatDate, localDate, type LocalDate } from '#domain/calendar/instant.js';

export type Head = Omit<PublicPage, 'body'>;

/** A row of a notice or list, as it was frozen when it was published (6.5). */
export interface PublishedProject {
  id: string;
  number: string | null;
  title: string;
  unit: string;
  countyCode: string | null;
  kind: string | null;
  amountFen: string | null;
}

/** What a notice or list says besides its rows. */
export interface ListBody {
  issuer?: string;
  office?: string;
  phones?: string[];
  projects?: PublishedProject[];
}

/** A1: the notice of a call. */
export interface CallBody {
  year: number;
  issuer: string;
  issueDate?: LocalDate;
  forms: string[];
  office: string;
  phones: string[];
  fax?: string;
  mailbox: string;
  closingDate: LocalDate;
  addressees: string[];
}

export const kinds = [
  { kind: 'call', label: '申报通知', empty: '目前没有发布的申报通知。' },
  { kind: 'notice', label: '公示', empty: '目前没有公示。' },
  { kind: 'list', label: '名单和批复', empty: '还没有发布的名单。' },
  { kind: 'policy', label: '政策文件', empty: '还没有发布的政策文件。' },
] as const;

export const dayOf = (instant: string): string => formatDate(localDate(Date.parse(instant)));
/** A period that ends at 24:00 ends on the day before the instant. */
export const lastDayOf = (instant: string): string => formatDate(localDate(Date.parse(instant) - 1));
