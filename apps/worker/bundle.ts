import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Bundles every workflow; from TypeScript in tests, from dist in production. Node's imports map is read with the matching condition. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  const source = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
  const compiled = fileURLToPath(new URL('../../workflows/index.js', import.meta.url));
  const fromSource = existsSync(source);
  return bundleWorkflowCode({
    workflowsPath: fromSource ? source : compiled,
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        conditionNames: fromSource ? ['source', '...'] : ['...'],
        extensionAlias: { '.js': ['.ts', '.js'] },
      },
    }),
  });
}
