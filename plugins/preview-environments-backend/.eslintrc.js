const domainMayImport = [
  // Everything that does not start with a dot …
  '/[a-z@]*',
  // … except these.
  '!/node:crypto',
  '!/minimatch',
  '!/@previewenv',
  '/@previewenv/*',
  '!/@previewenv/plugin-preview-environments-common',
  '!/@previewenv/plugin-preview-environments-node',
];

/** The domain is pure: no input, no output, no clock, and no way to get at them by an import. */
const restrictDomain = (files, outside) => ({
  files,
  excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: [...domainMayImport, outside],
            message:
              'The domain imports only itself, -common, -node, node:crypto and minimatch.',
          },
        ],
      },
    ],
  },
});

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    restrictDomain(['src/preview/*.ts'], '..'),
    restrictDomain(['src/preview/*/*.ts'], '../..'),
  ],
});
