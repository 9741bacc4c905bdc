import { describe, expect, it } from 'vitest';
import { textOf } from './mail-text.js';

const caseId = '0b5f8d0e-6f0a-4a57-9d0b-0d7c5d1f2a3b';
const personId = '5b7c1c1a-1111-4111-8111-111111111111';
const digest = `县级审核 202701ZD000001\n/cases/${caseId}\n年度报告\n/cases/${personId}\n\n以上为2026年12月1日(星期二)的情况，请登录系统办理。`;

describe('6.13 the link of a mail', () => {
  it('leads to the case, at the end, and carries nothing but its id', () => {
    const text = textOf({ body: '事项：项目\n\n请登录系统办理。', caseId, personId }, 'https://duban.example/');
    expect(text).toBe(`事项：项目\n\n请登录系统办理。\n\n办理链接：https://duban.example/cases/${caseId}`);
  });
  it('stands below each line of a digest', () => {
    const text = textOf({ body: digest, caseId: null, personId }, 'https://duban.example');
    expect(text).toContain(
      `县级审核 202701ZD000001\nhttps://duban.example/cases/${caseId}\n年度报告\nhttps://duban.example/cases/`,
    );
  });
  it('is nobody’s without an account, and not there while the site has no address: no bare path is left either', () => {
    for (const text of [
      textOf({ body: digest, caseId: null, personId: null }, 'https://duban.example'),
      textOf({ body: digest, caseId: null, personId }),
    ])
      expect(text).toBe(`县级审核 202701ZD000001\n年度报告\n\n以上为2026年12月1日(星期二)的情况，请登录系统办理。`);
    expect(textOf({ body: '您的异议已收到。', caseId, personId: null }, 'https://duban.example')).toBe('您的异议已收到。');
  });
});
