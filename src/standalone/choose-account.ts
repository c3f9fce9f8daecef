import { StartupError } from '../common/errors/startup-error.js';
import type { PostgresAccount } from './postgres-account.js';
import {
  SERVER_ENV,
  currentAccount,
  lookUpUser,
  namespaceAccount,
  tryAccount,
  userAccount,
} from './postgres-account.js';
import { runCommand } from './run-command.js';

/** Account that is created where no account of PostgreSQL exists. */
const OWN_ACCOUNT = 'sokoul';

export interface ChosenAccount {
  readonly account: PostgresAccount;
  /** Version line of the server binary, for example `postgres (PostgreSQL) 18.4`. */
  readonly version: string;
}

type Attempt = (account: PostgresAccount) => Promise<ChosenAccount | undefined>;

async function tryUsers(attempt: Attempt): Promise<ChosenAccount | undefined> {
  for (const name of ['postgres', OWN_ACCOUNT]) {
    const user = await lookUpUser(name);
    // An existing account is the only candidate of its kind: if it can't get in, a new one can't either.
    if (user) return attempt(userAccount(name, user.uid, user.gid));
  }
  const nobody = (await lookUpUser('nobody')) ?? { uid: 65_534, gid: 65_534 };
  if (!(await attempt(userAccount('nobody', nobody.uid, nobody.gid)))) return undefined;
  await runCommand({
    command: 'useradd',
    args: ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_ACCOUNT],
    env: SERVER_ENV,
  });
  const created = await lookUpUser(OWN_ACCOUNT);
  return created && attempt(userAccount(OWN_ACCOUNT, created.uid, created.gid));
}

/** initdb looks its user up by number, so the number must be one that has a name. */
async function tryNamespace(attempt: Attempt): Promise<ChosenAccount | undefined> {
  for (const name of ['postgres', 'nobody', 'daemon']) {
    const user = await lookUpUser(name);
    const chosen = user && (await attempt(namespaceAccount(user.uid, user.gid)));
    if (chosen) return chosen;
  }
  return undefined;
}

/**
 * The account to run PostgreSQL as, which refuses to run as root. In this order: ourselves, the user `postgres`, a
 * system user of our own, a user namespace. Refuses with `POSTGRES_ACCOUNT` or `POSTGRES_UNUSABLE`.
 */
export async function chooseAccount(binary: string, directory: string): Promise<ChosenAccount> {
  const attempt: Attempt = async (account) => {
    const { version } = await tryAccount(account, binary, directory);
    return version === undefined ? undefined : { account, version };
  };
  const ourselves = await tryAccount(currentAccount, binary, directory);
  if (ourselves.version === undefined) {
    throw new StartupError(
      'POSTGRES_UNUSABLE',
      `the PostgreSQL that comes with Sokoul does not run on this system (${ourselves.problem}): ` +
        'set DATABASE_URL to a PostgreSQL of yours',
    );
  }
  if (process.getuid?.() !== 0) return { account: currentAccount, version: ourselves.version };
  const chosen = (await tryUsers(attempt)) ?? (await tryNamespace(attempt));
  if (chosen) return chosen;
  throw new StartupError(
    'POSTGRES_ACCOUNT',
    `PostgreSQL refuses to run as root, and no other user can reach ${directory} and ${binary}: start Sokoul as an ` +
      'ordinary user, or move it and its data to a directory that all may enter (for example /opt), or set DATABASE_URL',
  );
}
