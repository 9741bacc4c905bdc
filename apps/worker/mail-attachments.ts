import { recordWorkbook } from '#activities/documents/workbook.js';
import type { Database } from '#records/database.js';
import { readTransmitted } from '#records/projects.js';

export interface MailAttachment {
  filename: string;
  content: Buffer;
}

/** What a mail carries, made anew from the frozen record at every attempt: the same bytes' meaning, and nothing large in the outbox. */
export type Attach = (wanted: unknown, queuedAt: Date) => Promise<MailAttachment[]>;

/** A18: the workbook of a transmittal's projects as they were sealed when it was sent. */
export function attachmentsOf(db: Database): Attach {
  return (wanted, queuedAt) =>
    Promise.all(
      (wanted as { bundle: string }[]).map(async ({ bundle }) => {
        const { title, projects } = await readTransmitted(db, bundle, queuedAt);
        const { year } = projects[0]!.data;
        const content = await recordWorkbook(
          year,
          projects.map(({ data, form, facts }) => ({ type: data.type, form, facts })),
        );
        return { filename: `${title}.xlsx`, content };
      }),
    );
}
