// The directions of design.md section 2: who may know whom.
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: '\\.(spec|test)\\.ts$' },
  to: { path: '^(domain|records|workflows|activities|apps|prisma|test)/', pathNot: allowed.map((path) => `^${path}`) },
});
module.exports = {
  forbidden: [
    only('domain-imports-nothing-of-ours', 'domain', ['domain/']),
    only('records-know-domain-and-prisma', 'records', ['records/', 'domain/', 'prisma/', 'workflows/contracts']),
    only('workflows-know-domain', 'workflows', ['workflows/', 'domain/', 'activities/']),
    only('activities-know-records-and-domain', 'activities', ['activities/', 'records/', 'domain/', 'workflows/contracts']),
    only('api-knows-no-workflow-code', 'apps/api', [
      'apps/api/',
      'records/',
      'domain/',
      // Capabilities over ports: files, and the treasury's journal.
      'activities/documents',
      'activities/payments',
      'workflows/contracts',
      'prisma/',
    ]),
    only('web-speaks-http', 'apps/web', ['apps/web/', 'domain/', 'apps/api/contract']),
    {
      name: 'workflows-see-activities-as-types',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-zod-in-workflows',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: 'domain/(form/|[a-z-]+/form)|node_modules/zod' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: 'prisma/generated' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules|prisma/generated' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'require', 'node', 'default'] },
  },
};
