import { expect, it } from 'vitest';
import { auditDetail } from './audit-detail.js';

it.each([
  [{ id: '0b6e', reason: '离职', sessions: 1, tasks: 3 }, '原因：离职；移交待办：3；结束会话：1'],
  [{ why: 'totp' }, '原因：动态口令不正确'],
  [{ id: 'x', processes: ['claim', 'key-project'], from: '2026-12-01' }, '业务：科技金融补助申报、重点项目申报；起：2026-12-01'],
  [{ status: undefined, code: 'too_late', on: 'submit' }, '拒绝代码：too_late；操作代码：submit'],
  [{ unitId: '0b6e' }, ''],
  [{}, ''],
])('6.14 the log says in words what %j stands for', (detail, words) => expect(auditDetail(detail)).toBe(words));
