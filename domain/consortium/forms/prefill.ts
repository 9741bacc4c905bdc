import type { LocalDate } from '#domain/calendar/instant.js';
import { textOf, type DocumentContent } from '#domain/form/document.js';
import type { Member } from '../data.js';
import type { MemberKind } from '../vocabulary.js';

/** What the record knows already is filled in, never typed twice. */

/** Section one of the agreement is the list of members (B47 一): the lead first. */
export function withParties(content: DocumentContent, members: readonly Member[]): DocumentContent {
  return {
    fields: { ...content.fields, lead: members[0]?.name ?? '' },
    tables: { ...content.tables, parties: members.map(({ unitId, name }) => ({ unitId, name })) },
  };
}

/** Whether the agreement's first section already says who the members are. */
export function namesParties(content: DocumentContent, members: readonly Member[]): boolean {
  const named = (content.tables.parties ?? []).map((row) => `${textOf(row, 'unitId')} ${textOf(row, 'name')}`);
  return named.join() === members.map(({ unitId, name }) => `${unitId} ${name}`).join();
}

/** Head, counts (B38, R7) and table six of the application from the frozen list; what was written about a unit stays with it. */
export function withMembers(content: DocumentContent, members: readonly Member[], effectiveOn?: LocalDate): DocumentContent {
  const count = (kind: MemberKind) => String(members.filter((member) => member.kind === kind).length);
  const before = content.tables.members ?? [];
  const level = (wanted: string) => String((content.tables.platforms ?? []).filter((row) => row.level === wanted).length);
  return {
    fields: {
      ...content.fields,
      lead: members[0]?.name ?? '',
      ...(effectiveOn ? { effectiveOn } : {}),
      ...{ total: String(members.length), enterprises: count('enterprise'), universities: count('university') },
      ...{ institutes: count('institute'), others: count('other') },
      ...{ nationalPlatforms: level('national'), provincialPlatforms: level('provincial') },
    },
    tables: {
      ...content.tables,
      members: members.map(({ name, uscc, foreignId }) => ({
        name,
        ...(uscc ? { uscc } : {}),
        ...(foreignId ? { foreignId } : {}),
        standing: textOf(before.find((row) => textOf(row, 'name') === name) ?? {}, 'standing'),
      })),
    },
  };
}
