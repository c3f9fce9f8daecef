import tseslint from 'typescript-eslint';

const RELATIVE_WITHOUT_EXTENSION = 'ImportDeclaration[source.value=/^\\.{1,2}\\u002F(?!.*\\.(js|json)$)/]';

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'openapi/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: RELATIVE_WITHOUT_EXTENSION, message: 'Relative imports end in .js.' },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Only src/common/config reads the environment.',
        },
      ],
    },
  },
  {
    files: ['src/common/config/**', 'test/**', 'scripts/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: RELATIVE_WITHOUT_EXTENSION, message: 'Relative imports end in .js.' },
      ],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.test.ts', 'test/**'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
);
