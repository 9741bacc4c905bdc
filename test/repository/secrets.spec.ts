import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#apps/local/services/migrate.js';

/** What a secret looks like. */
const patterns: Record<string, RegExp> = {
  'a private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'an AWS key': /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/,
  'an Aliyun key': /\bLTAI[0-9A-Za-z]{12,24}\b/,
  'a Tencent key': /\bAKID[0-9A-Za-z]{32}\b/,
  'a GitHub token': /\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{40,})/,
  'a GitLab token': /\bglpat-[0-9A-Za-z_-]{20}/,
  'an npm token': /\bnpm_[0-9A-Za-z]{36}\b|_authToken\s*=/,
  'a Slack token': /\bxox[abprs]-[0-9A-Za-z-]{10,}/,
  'a Google key': /\bAIza[0-9A-Za-z_-]{35}/,
  'a key of a model or payment service': /\bsk[-_](?:live_|ant-|proj-)?[0-9A-Za-z]{20,}/,
  'a signed token': /\beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}/,
  'a password hash': /\$argon2(?:id|i|d)\$v=\d+\$m=|\$2[aby]\$\d\d\$[./0-9A-Za-z]{53}/,
  'a URL with its password': /\b[a-z][a-z0-9+]*:\/\/[^\s:@/'"`$<{]+:[^\s@/'"`$<{}]{3,}@/i,
  'a password in the code': /(?:password|passwd|secret|api_?key|access_?key)['"]?\s*[:=]\s*(['"`])(?!\1)[^\s'"`$]{8,}\1/i,
};

/** What only looks like one, word for word: known to everybody, or standing for what is not there. */
const harmless = [
  'duban2026', // printed by `npm start` with the demo's accounts
  'duban-local', // the embedded PostgreSQL, on 127.0.0.1 only
  "'duban_password'", // a variable of psql
  "'reader_password'",
  "'temporal_password'",
  'user:password@', // the runbook's example
  "'signed-in'", // who may call the routes about passwords
  "'anybody'",
  'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', // RFC 6238's own example
  'JBSWY3DPEHPK3PXP', // and everybody else's
  // Tests' people, right and wrong.
  ...['Duban-2026', 'Another-2026!', 'Kunming-2026', 'Xin-Lai-2026-de', 'not-a-password'],
];

const finds = (line: string): string[] =>
  Object.entries(patterns).flatMap(([what, pattern]) => {
    const found = pattern.exec(line);
    return found && !harmless.some((known) => found[0].includes(known)) ? [what] : [];
  });

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
  .split('\0')
  .filter((file) => file !== '' && !/\.(?:docx|xlsx|png|ico|woff2?)$/.test(file));

describe('S21 secrets', () => {
  it('S21 no tracked file holds one', () => {
    expect(tracked.length).toBeGreaterThan(500);
    const found = tracked.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, n) => finds(line).map((what) => `${file}:${n + 1} ${what}`)),
    );
    expect(found).toEqual([]);
  });

  it('S21 no file that is made to hold some is tracked', () => {
    const keepers = /^\.env(?!\.example$)|\.(?:pem|key|p12|pfx|jks|keystore|kdbx)$|^id_(?:rsa|ed25519|ecdsa)/;
    expect(tracked.filter((file) => keepers.test(basename(file)))).toEqual([]);
  });

  // Put together here, so that this file holds none itself.
  const x = (length: number) => 'x'.repeat(length);
  it.each([
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----`],
    ['an AWS key', `key: AKIA${'A1B2'.repeat(4)}`],
    ['an Aliyun key', `LTAI${x(20)}`],
    ['a Tencent key', `AKID${x(32)}`],
    ['a GitHub token', `token = ghp_${x(36)}`],
    ['a GitLab token', `glpat-${x(20)}`],
    ['an npm token', `//registry.npmjs.org/:_${'authToken'}=abc`],
    ['a Slack token', `xoxb-${x(12)}`],
    ['a Google key', `AIza${x(35)}`],
    ['a key of a model or payment service', `sk-ant-${x(24)}`],
    ['a signed token', `eyJ${x(12)}.eyJ${x(12)}.${x(12)}`],
    ['a password hash', `$argon2id$v=19$${'m'}=19456,t=2,p=1$${x(20)}`],
    ['a URL with its password', `postgres://duban:${x(8)}@db.example/duban`],
    ['a password in the code', `const pass${'word'} = '${x(10)}';`],
  ])('S21 %s would be found', (what, line) => {
    expect(finds(line)).toContain(what);
  });
});
