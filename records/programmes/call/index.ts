import { call } from '#domain/call/process.js';
import type { CallData } from '#domain/call/data.js';
import type { Reminder } from '#domain/call/closings.js';
import { publish } from '../../publications.js';
import type { Registered } from '../../processes.js';
import { knownItem, loadCarryOver, preloadCarryOver, settleCarryOver } from './carry-over.js';
import { knownProject, spreadClosings } from './closings.js';
import { queueReminders } from './reminders.js';

/** What the door knows of a call: its carried-over projects, and how its closings reach every project. */
export const callRecords: Registered = {
  process: call,
  known: async (tx, contexts) => {
    const loaded = new Map<string, Record<string, unknown>>();
    for (const { caseId, event } of contexts)
      loaded.set(caseId, {
        ...(await knownItem(tx, caseId, event.payload?.item)),
        ...(await knownProject(tx, caseId, event.payload?.project)),
      });
    return loaded;
  },
  registers: {
    closings: (tx, { caseId, event, state, row }) =>
      spreadClosings(tx, caseId, state.data as unknown as CallData, event, { prefecture: String(row.prefecture) }),
    extension: (tx, { caseId, event, state, row }) =>
      spreadClosings(
        tx,
        caseId,
        state.data as unknown as CallData,
        event,
        {
          ...(row.prefecture ? { prefecture: String(row.prefecture) } : {}),
          ...(row.project ? { project: String(row.project) } : {}),
        },
        { documentNo: String(event.payload!.documentNo), until: Number(row.at) },
      ),
    reminders: (tx, { caseId, now, row }) => queueReminders(tx, caseId, now, row.reminders as Reminder[]),
    publication: async (tx, { caseId, now, state }) => {
      const data = state.data as unknown as CallData;
      const { prefectures, offices: _offices, itemClosings: _items, ...notice } = data;
      await publish(tx, now, {
        kind: 'call',
        caseId,
        title: data.title,
        ...(data.documentNo ? { documentNo: data.documentNo } : {}),
        body: { ...notice, addressees: Object.keys(prefectures) },
      });
    },
    'carry-over-preload': (tx, { caseId, state }) => preloadCarryOver(tx, caseId, state.data as unknown as CallData),
    'carry-over-load': (tx, { caseId, row }) => loadCarryOver(tx, caseId, row.rows as Record<string, string>[]),
    'carry-over': (tx, { caseId, event, now, row }) =>
      settleCarryOver(tx, caseId, now, {
        ...(row as { item: string; kind?: string; reason?: string }),
        ...(event.by.personId ? { by: event.by.personId } : {}),
      }),
  },
};
