import { spawn } from 'node:child_process';

/**
 * Waits on a pipe from this process. A line means that all is well; the end of the pipe means that we were killed:
 * the server is asked to stop once its last client has left (our other processes are finishing their work), and told
 * to stop 15 seconds later.
 */
const SCRIPT = `
read -r _ && exit 0
kill -TERM "$1" 2>/dev/null || exit 0
waited=0
while [ "$waited" -lt 15 ]; do
  sleep 1
  kill -0 "$1" 2>/dev/null || exit 0
  waited=$((waited + 1))
done
kill -INT "$1" 2>/dev/null
`;

export interface Watchdog {
  dismiss(): void;
}

/** Starts the process that stops `pid` when this one dies without having stopped it. */
export function startWatchdog(pid: number): Watchdog {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sokoul-watchdog', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  // Without a shell there is no watchdog; the next start still finds and stops what was left behind.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  return { dismiss: () => child.stdin.end('done\n') };
}
