import { StartupError } from '../common/errors/startup-error.js';
import { runCommand } from './run-command.js';

const REDIS_SERVERS = ['redis-server', 'valkey-server'];

/**
 * Debian starts a service as soon as its package is installed; while policy-rc.d says 101 it doesn't. The file counts
 * for nothing once this script is gone, even if it could not clean up. A policy of the administrator stays untouched.
 */
const APT_INSTALL = `
set -u
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nkill -0 %s 2>/dev/null && exit 101\\nexit 0\\n' "$$" > "$policy"
  chmod 755 "$policy"
fi
apt="apt-get -o DPkg::Lock::Timeout=120"
$apt update
for package in redis-server valkey-server; do
  if $apt install -y --no-install-recommends "$package"; then
    [ -d /run/systemd/system ] && systemctl disable "$package"
    exit 0
  fi
done
exit 1
`;

const MANUAL_INSTALLS: readonly (readonly [tool: string, line: string])[] = [
  ['apt-get', 'apt-get install -y redis-server'],
  ['dnf', 'dnf install -y redis'],
  ['apk', 'apk add redis'],
  ['pacman', 'pacman -S valkey'],
  ['zypper', 'zypper install redis'],
  ['brew', 'brew install redis'],
];

export interface SystemToolsOptions {
  /** Output of the package manager. */
  readonly log: (line: string) => void;
  /** One line for the operator before anything is installed. */
  readonly announce: (line: string) => void;
}

export interface SystemTools {
  /** Command that starts Redis or Valkey. */
  readonly redisServer: string;
}

async function firstOnPath(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const { code } = await runCommand({ command: name, args: ['--version'] });
    if (code === 0) return name;
  }
  return undefined;
}

/** How to get root's rights without asking anyone: nothing for root, sudo without a password, else undefined. */
async function rootPrefix(): Promise<readonly string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  const { code } = await runCommand({ command: 'sudo', args: ['-n', 'true'] });
  return code === 0 ? ['sudo', '-n'] : undefined;
}

async function installRedis({ log, announce }: SystemToolsOptions): Promise<void> {
  if (!(await firstOnPath(['apt-get']))) return;
  const prefix = await rootPrefix();
  if (!prefix) return;
  announce('Redis is not on this machine: installing the package redis-server with apt-get');
  const [command = '/bin/sh', ...args] = [...prefix, '/bin/sh', '-c', APT_INSTALL];
  await runCommand({ command, args, log });
}

async function manualInstall(): Promise<string> {
  for (const [tool, line] of MANUAL_INSTALLS) {
    if (!(await firstOnPath([tool]))) continue;
    const isAsRoot = tool === 'brew' || process.getuid?.() === 0;
    return `run "${isAsRoot ? line : `sudo ${line}`}"`;
  }
  return 'install redis-server or valkey-server';
}

/**
 * Finds the programs that no npm package brings, installing Debian's package where that needs no question.
 * Refuses with `REDIS_MISSING`, whose message is the line to run on this system.
 */
export async function ensureSystemTools(options: SystemToolsOptions): Promise<SystemTools> {
  const present = await firstOnPath(REDIS_SERVERS);
  if (present) return { redisServer: present };
  await installRedis(options);
  const installed = await firstOnPath(REDIS_SERVERS);
  if (installed) return { redisServer: installed };
  throw new StartupError(
    'REDIS_MISSING',
    `Redis is not on this machine: ${await manualInstall()}, or set REDIS_URL to a server of yours`,
  );
}
