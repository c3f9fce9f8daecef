/** The import rules of the house: docs/architecture.md, "Layers". */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'common-knows-no-domain',
      severity: 'error',
      from: { path: '^src/common/' },
      to: { path: '^src/(modules|dialects|standalone)/' },
    },
    {
      name: 'modules-through-their-index',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/([^/]+)/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'dialects-through-the-index',
      severity: 'error',
      from: { path: '^src/dialects/' },
      to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'nothing-imports-dialects',
      severity: 'error',
      from: { path: '^src/(common|modules|standalone)/' },
      to: { path: '^src/dialects/' },
    },
    {
      name: 'bull-stays-at-the-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.processor\\.ts$', '^src/common/queue/'] },
      to: { path: 'node_modules/(bull|@nestjs/bull)/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], pathNot: '@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'], conditionNames: ['import', 'node', 'default'] },
  },
};
