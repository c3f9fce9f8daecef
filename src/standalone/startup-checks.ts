import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { StartupError } from '../common/errors/startup-error.js';
import { errorCode, ignoring } from '../common/errors/error-code.js';
import { poll } from './poll.js';

const WRITE_PROBLEMS: Record<string, string> = {
  ENOENT: "it can't be created",
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file, not a directory',
};

/** Like `mkdir -p`. Node's own never ends where a file system answers ENOENT to the last step, as /proc does. */
async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' && (await stat(directory)).isDirectory()) return;
    if (code !== 'ENOENT' || path.dirname(directory) === directory) throw error;
    await makeDirectory(path.dirname(directory));
    await ignoring(['EEXIST'], () => mkdir(directory));
  }
}

/** Creates `directory` and proves that a file can be made in it; refuses with `DATA_DIR_UNWRITABLE`. */
export async function ensureWritableDirectory(directory: string): Promise<void> {
  const probe = path.join(directory, `.write-test-${process.pid}`);
  try {
    await makeDirectory(path.resolve(directory));
    await rm(probe, { force: true });
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe, { force: true });
  } catch (error) {
    const code = errorCode(error) ?? 'unknown reason';
    throw new StartupError(
      'DATA_DIR_UNWRITABLE',
      `can't write to the data directory ${directory} (${WRITE_PROBLEMS[code] ?? code}): ` +
        'correct that, or set SOKOUL_DATA_DIR to another directory',
      { cause: error },
    );
  }
}

/** A port that one of our processes is going to listen on, with the variable that sets it. */
export interface PortUse {
  readonly variable: string;
  readonly host: string;
  /** The variable that sets the host. */
  readonly hostVariable: string;
  readonly port: number;
}

/** Refuses ports that are meant for two of our processes; 0, any free port, may be. */
export function refuseSharedPorts(uses: readonly PortUse[]): void {
  for (const [index, { variable, port }] of uses.entries()) {
    const other = uses.slice(0, index).find((use) => use.port === port && port !== 0);
    if (other)
      throw new StartupError(
        'PORT_SHARED',
        `${other.variable} and ${variable} are both ${port}: give each a port of its own`,
      );
  }
}

async function listenProblem({ host, port }: PortUse): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return undefined;
  } catch (error) {
    return errorCode(error) ?? String(error);
  }
}

function portError({ variable, host, hostVariable, port }: PortUse, problem: string): StartupError {
  switch (problem) {
    case 'EADDRINUSE':
      return new StartupError(
        'PORT_IN_USE',
        `port ${port} on ${host} is already taken: stop the other program, or set ${variable} to a free port`,
      );
    case 'EACCES':
      return new StartupError(
        'PORT_FORBIDDEN',
        `this user may not listen on port ${port}: set ${variable} to one above 1023`,
      );
    default:
      return new StartupError(
        'HOST_UNUSABLE',
        `can't listen on ${host} (${problem}): set ${hostVariable} to an address of this machine`,
      );
  }
}

/** Refuses a port that can't be listened on; `patienceMs` is for the last holder to let go. */
export async function ensurePortFree(use: PortUse, patienceMs = 0): Promise<void> {
  if (use.port === 0) return;
  let problem: string | undefined;
  const isFree = async () => {
    problem = await listenProblem(use);
    return problem === undefined || undefined;
  };
  if (await poll(isFree, patienceMs, 200)) return;
  throw portError(use, problem ?? 'unknown reason');
}
