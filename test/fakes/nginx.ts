import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/standalone/free-port.js';

const PROGRAMS = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'];

/** Where nginx is installed; null when it is not (Debian: the package nginx-light). */
export const findNginx = (): string | null => PROGRAMS.find((path) => existsSync(path)) ?? null;

export interface Nginx {
  readonly pid: number;
  readonly url: (path: string) => string;
  /** Of bodies, in all answers that have ended. */
  bytesSent(): Promise<number>;
  /** Kills it as a crash would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface NginxOptions {
  /** For its configuration, logs and files; they are in `files/` below. */
  readonly directory: string;
  readonly port?: number;
  /** Of each connection; 0 is no limit. */
  readonly bytesPerSecond?: number;
}

/** An nginx on loopback without privileges, which serves the files below `<directory>/files`. */
export async function startNginx(program: string, options: NginxOptions): Promise<Nginx> {
  const { directory, bytesPerSecond = 0 } = options;
  const port = options.port ?? (await freePort());
  await mkdir(join(directory, 'files'), { recursive: true });
  const log = join(directory, 'access.log');
  await writeFile(join(directory, 'nginx.conf'), configOf(directory, port, bytesPerSecond));
  const child = spawn(program, ['-p', directory, '-c', 'nginx.conf', '-e', 'error.log'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(await readFile(join(directory, 'error.log'), 'utf8'));
    await sleep(20);
  }
  return {
    pid: child.pid ?? 0,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    bytesSent: async () => sumOf(await readFile(log, 'utf8')),
    kill: () => end('SIGKILL'),
    close: () => end('SIGTERM'),
  };
}

/** One process: killing it leaves no worker behind. */
function configOf(directory: string, port: number, bytesPerSecond: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off;
master_process off;
pid ${directory}/nginx.pid;
events { worker_connections 256; }
http {
  log_format bytes '$status $body_bytes_sent';
  access_log ${directory}/access.log bytes;
  ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join('\n  ')}
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  limit_rate ${bytesPerSecond};
  server {
    listen 127.0.0.1:${port};
    root ${directory}/files;
  }
}
`;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

const sumOf = (log: string): number =>
  log
    .split('\n')
    .filter((line) => line !== '')
    .reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
