import { randomBytes } from 'node:crypto';
import { lchown, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../common/errors/startup-error.js';
import type { ChosenAccount } from './choose-account.js';
import { errorCode, ignoring } from '../common/errors/error-code.js';
import type { PostgresAccount } from './postgres-account.js';
import { SERVER_ENV } from './postgres-account.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { runCommand } from './run-command.js';

/** The superuser of the embedded server, and the only role in it. */
export const DATABASE_USER = 'sokoul';

export interface ClusterOptions {
  readonly directory: string;
  readonly binaries: PostgresBinaries;
  readonly chosen: ChosenAccount;
  readonly log: (line: string) => void;
  /** False for throw-away clusters: faster, and gone after a power cut. */
  readonly isDurable: boolean;
}

export interface Cluster {
  readonly path: string;
  readonly password: string;
}

async function readOrCreatePassword(file: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  try {
    await writeFile(file, `${password}\n`, { flag: 'wx', mode: 0o600 });
    return password;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const kept = (await readFile(file, 'utf8')).trim();
  if (kept !== '') return kept;
  // An empty file is what a full disk or a crash in the middle of writing leaves.
  await rm(file);
  return readOrCreatePassword(file);
}

async function giveTo(account: PostgresAccount, directory: string): Promise<void> {
  const { owner } = account;
  if (!owner) return;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of [directory, ...files]) await lchown(file, owner.uid, owner.gid);
}

/** The files are root's after a start in a user namespace, and PostgreSQL insists on being their owner. */
async function settleOwner(account: PostgresAccount, directory: string, cluster: string): Promise<void> {
  if (!account.owner) return;
  const owners = await Promise.all(
    [directory, cluster, path.join(directory, 'password')].map((file) =>
      ignoring(['ENOENT'], () => stat(file)),
    ),
  );
  if (owners.some((entry) => entry && entry.uid !== account.owner?.uid)) await giveTo(account, directory);
}

function refuseOtherMajor(version: string, made: string, cluster: string): void {
  const major = /\b(\d+)(\.|$|devel|beta|rc)/.exec(version)?.[1];
  if (major === made) return;
  throw new StartupError(
    'DATABASE_MAJOR_VERSION',
    `the database in ${cluster} was made by PostgreSQL ${made} and this Sokoul brings PostgreSQL ${major ?? version}: ` +
      'dump it with the Sokoul that made it and restore it here, or set DATABASE_URL to a server of that version',
  );
}

async function createCluster(options: ClusterOptions, target: string, passwordFile: string): Promise<void> {
  const { binaries, chosen, directory, isDurable, log } = options;
  const staging = path.join(directory, 'cluster.new');
  await rm(staging, { recursive: true, force: true });
  const args = [
    `--pgdata=${staging}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(isDurable ? [] : ['--no-sync']),
  ];
  const command = chosen.account.command(binaries.initdb, args);
  const { code, output } = await runCommand({ ...command, env: SERVER_ENV, log });
  if (code !== 0) {
    await rm(staging, { recursive: true, force: true });
    const reason = output.split('\n').find((line) => /error|fatal/i.test(line)) ?? output.trim();
    throw new StartupError('INITDB_FAILED', `the database can't be created in ${directory}: ${reason}`);
  }
  await rename(staging, target);
}

/**
 * The cluster in `directory`, made on the first start. initdb works beside it and is moved into place when complete,
 * so an interrupted first start leaves nothing half-made. Refuses a cluster of another major version.
 */
export async function prepareCluster(options: ClusterOptions): Promise<Cluster> {
  const { directory, chosen } = options;
  const cluster = path.join(directory, 'cluster');
  const passwordFile = path.join(directory, 'password');
  const password = await readOrCreatePassword(passwordFile);
  await settleOwner(chosen.account, directory, cluster);
  const made = await ignoring(['ENOENT'], () => readFile(path.join(cluster, 'PG_VERSION'), 'utf8'));
  if (made === undefined) await createCluster(options, cluster, passwordFile);
  else refuseOtherMajor(chosen.version, made.trim(), cluster);
  return { path: cluster, password };
}
