import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const PackageFile = z.object({ version: z.string() });

/** The version in package.json, which the build copies beside the compiled tree. */
export const VERSION = PackageFile.parse(
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8')),
).version;
