import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

const conditions = ['source', 'node', 'module', 'default'];
const shared = {
  plugins: [
    swc.vite({
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true, tsx: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
      },
    }),
  ],
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['source'] } },
};

/** `forks`: the Temporal core segfaults in worker threads. Two cores: two files at a time. */
const test = { pool: 'forks' as const, env: { TZ: 'UTC' }, maxWorkers: 2, maxConcurrency: 6 };

export default defineConfig({
  ...shared,
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: { ...test, name: 'unit', include: ['{domain,records,workflows,activities,apps,test}/**/*.spec.{ts,tsx}'] },
      },
      {
        extends: true,
        test: {
          ...test,
          name: 'system',
          include: ['test/**/*.test.ts'],
          globalSetup: ['test/harness/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
