import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FetchPolicy } from '../../src/common/fetch/fetch-policy.js';
import type { ResolveHost } from '../../src/common/fetch/fetch-policy.js';
import { SafeFetch } from '../../src/common/fetch/safe-fetch.js';
import { Bandwidth } from '../../src/modules/downloads/engine/bandwidth.js';
import type { DownloadTask } from '../../src/modules/downloads/engine/download-kind.js';
import { NO_LIMITS } from '../../src/modules/downloads/engine/download-source.js';
import type { HttpSource, TransferOptions } from '../../src/modules/downloads/engine/download-source.js';
import { HttpClients } from '../../src/modules/downloads/engine/http/http-clients.js';
import { HttpEngine } from '../../src/modules/downloads/engine/http/http-engine.js';
import type { HttpSession } from '../../src/modules/downloads/engine/http/http-session.js';
import type { SystemProxies } from '../../src/modules/downloads/engine/http/proxy-server.js';
import { HttpDouble } from '../fakes/hostile-http.js';
import type { Answer } from '../fakes/hostile-http.js';

export const MIB = 1024 * 1024;

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Impatient, so that tests of failures are short. */
export const TRANSFER: TransferOptions = {
  proxy: { type: 'none' },
  userAgent: null,
  connectTimeoutSeconds: 5,
  readTimeoutSeconds: 5,
  totalTimeoutSeconds: null,
  maxRetries: 3,
  retryIntervalSeconds: 0.01,
  segments: 4,
};

export interface LabEngineOptions {
  readonly origins?: readonly string[];
  readonly maxBytes?: number;
  readonly systemProxies?: SystemProxies;
  readonly bandwidth?: Bandwidth;
  /** Default: the resolver of the system. */
  readonly resolveHost?: ResolveHost;
}

/** What it takes to download: `transfer` changes single options. */
export type LabSource = Partial<Omit<HttpSource, 'kind' | 'transfer'>> & {
  readonly url: string;
  readonly transfer?: Partial<TransferOptions>;
};

export const httpSource = ({ transfer, ...source }: LabSource): HttpSource => ({
  kind: 'http',
  fileName: null,
  checksum: null,
  ...source,
  transfer: { ...TRANSFER, ...transfer },
});

/** Polls until the condition holds; the test's own time-out is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

/** Resolves when the session is done. Rejects with its error. */
export async function finished(session: HttpSession): Promise<void> {
  await once(session, 'done');
}

/** The code that a session fails with. */
export async function failureOf(session: HttpSession): Promise<string> {
  const [error] = (await once(session, 'error')) as [Error & { code?: string }];
  return error.code ?? String(error);
}

/** Servers that answer as tests want, and engines that download from them. */
export class HttpLab {
  readonly warnings: Error[] = [];
  private readonly closers: (() => Promise<unknown>)[] = [];

  private constructor(readonly root: string) {}

  static async open(parent = tmpdir()): Promise<HttpLab> {
    return new HttpLab(await mkdtemp(join(parent, 'sokoul-http-')));
  }

  /** Stops what was started since the last call, newest first. */
  async reset(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
    this.warnings.length = 0;
  }

  async close(): Promise<void> {
    await this.reset();
    await rm(this.root, { recursive: true, force: true });
  }

  onReset(close: () => Promise<unknown>): void {
    this.closers.push(close);
  }

  content(bytes: number): Buffer {
    return randomBytes(bytes);
  }

  newDirectory(): Promise<string> {
    return mkdtemp(join(this.root, 'download-'));
  }

  async startServer(answer: Answer): Promise<HttpDouble> {
    const server = await HttpDouble.start(answer);
    this.onReset(() => server.close());
    return server;
  }

  /** It may download from `origins` on loopback. */
  startEngine(options: LabEngineOptions = {}): HttpEngine {
    const { origins = [], maxBytes, systemProxies, bandwidth, resolveHost } = options;
    const policy = new FetchPolicy({ allowedOrigins: origins, ...(resolveHost ? { resolveHost } : {}) });
    const direct = new SafeFetch(policy);
    const engine = new HttpEngine({
      clients: new HttpClients({
        policy,
        direct,
        systemProxies: systemProxies ?? { http: undefined, https: undefined, exceptions: undefined },
      }),
      bandwidth: bandwidth ?? new Bandwidth(null),
      maxBytes: maxBytes ?? 2 ** 40,
      onWarning: (error) => this.warnings.push(error),
    });
    this.onReset(() => engine.close().then(() => direct.close()));
    return engine;
  }

  /** With directories of its own. */
  async task(source: LabSource): Promise<DownloadTask> {
    return {
      id: randomUUID(),
      source: httpSource(source),
      limits: NO_LIMITS,
      directory: await this.newDirectory(),
      journalDirectory: await this.newDirectory(),
      metadata: null,
    };
  }

  /** Opens it in an engine of its own that may reach the server of the URL. */
  async download(source: LabSource, options: LabEngineOptions = {}): Promise<HttpSession> {
    const engine = this.startEngine({ origins: [new URL(source.url).origin], ...options });
    return engine.open(await this.task(source));
  }

  async fileOf(task: DownloadTask, session: HttpSession): Promise<Buffer> {
    return readFile(join(task.directory, session.files()[0]?.path ?? ''));
  }
}
