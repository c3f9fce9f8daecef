import path from 'node:path';

// This file runs from test/fakes as well as from dist/test/fakes.
const here = path.resolve(import.meta.dirname, '../..');

/** The directory of the repository. */
export const PROJECT_ROOT = path.basename(here) === 'dist' ? path.dirname(here) : here;

/** Where the build puts a source directory. */
export const builtDirectory = (source: string): string => path.join(PROJECT_ROOT, 'dist', source);
