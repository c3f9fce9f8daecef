import { runCommand } from './run-command.js';

/** PostgreSQL gets nothing of our environment: neither secrets nor its own PG… variables. */
export const SERVER_ENV = {
  LC_ALL: 'C',
  TZ: 'UTC',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
};

/** How a command is run as someone who is not root, and who then owns the files of the database. */
export interface PostgresAccount {
  readonly description: string;
  /** Numbers of the owner of the files, undefined to leave them as they are. */
  readonly owner?: { uid: number; gid: number };
  command(
    binary: string,
    args: readonly string[],
  ): { command: string; args: string[]; uid?: number; gid?: number };
}

export const currentAccount: PostgresAccount = {
  description: 'the current user',
  command: (binary, args) => ({ command: binary, args: [...args] }),
};

/** Another user of the system. */
export function userAccount(name: string, uid: number, gid: number): PostgresAccount {
  return {
    description: `the user ${name}`,
    owner: { uid, gid },
    command: (binary, args) => ({ command: binary, args: [...args], uid, gid }),
  };
}

/**
 * Root under another number: in a user namespace the server sees itself as user `uid` and has no capabilities, while
 * the kernel still lets it into directories of root. unshare replaces itself, so signals and exit codes are the server's.
 */
export function namespaceAccount(uid: number, gid: number): PostgresAccount {
  const mapping = ['--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
  return {
    description: 'a user namespace',
    owner: { uid: 0, gid: 0 },
    command: (binary, args) => ({ command: 'unshare', args: [...mapping, binary, ...args] }),
  };
}

/** Numbers of a user in the system's database of users, undefined when there is no such user. */
export async function lookUpUser(name: string): Promise<{ uid: number; gid: number } | undefined> {
  const ask = (flag: string) => runCommand({ command: 'id', args: [flag, name], env: SERVER_ENV });
  const [user, group] = await Promise.all([ask('-u'), ask('-g')]);
  if (user.code !== 0 || group.code !== 0) return undefined;
  const [uid, gid] = [Number(user.output), Number(group.output)];
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

/** The version line of `binary` when `account` can execute it and enter `directory`, else the reason why not. */
export async function tryAccount(
  account: PostgresAccount,
  binary: string,
  directory: string,
): Promise<{ version?: string; problem: string }> {
  const script = 'cd "$1" && exec "$2" --version';
  const command = account.command('/bin/sh', ['-c', script, 'sh', directory, binary]);
  const { code, output } = await runCommand({ ...command, env: SERVER_ENV });
  return code === 0 ? { version: output, problem: '' } : { problem: output.split('\n')[0] ?? '' };
}
