import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FetchPolicy } from '../../../../common/fetch/fetch-policy.js';
import { FilteringProxy } from '../filtering-proxy.js';
import type { FoundLink } from './found-link.js';
import { readListing } from './gallery-dl-output.js';
import type { ListedPage } from './gallery-dl-output.js';
import type { GalleryLister } from './gallery-lister.js';
import { GalleryProgramError, GalleryTooLargeError } from './gallery.errors.js';
import { runLimited } from './limited-program.js';
import type { ProgramResult } from './limited-program.js';

const LIST_TIMEOUT_MS = 5 * 60_000;
const VERSION_TIMEOUT_MS = 15_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const MAX_FETCHED_BYTES = 256 * 1024 * 1024;
/** Galleries inside galleries that are listed, too. */
const MAX_PAGES = 50;
const UNSUPPORTED_URL = 64;
const CONFIG_FILE = 'config.json';
const ARGUMENTS = [
  '--config-ignore',
  '--config',
  CONFIG_FILE,
  '--no-postprocessors',
  '--retries',
  '2',
  '--http-timeout',
  '30',
  '--dump-json',
  '--',
];

/**
 * The program gallery-dl, which knows many sites. It only lists: the files are fetched as all others are. What it fetches itself
 * goes through a filtering proxy; it gets no configuration but ours, none of our secrets, and a home that is deleted.
 */
export class GalleryDl implements GalleryLister {
  constructor(
    private readonly program: string,
    private readonly policy: FetchPolicy,
  ) {}

  /** Such as `1.30.2`; null when the program can't be run. */
  async version(): Promise<string | null> {
    const result = await this.inHome((home) =>
      this.run(home, ['--version'], VERSION_TIMEOUT_MS, {}, new AbortController().signal),
    );
    const output = result.kind === 'ended' && result.status === 0 ? result.output.trim() : '';
    return /^[\d.]+[\w.-]*$/.test(output) ? output : null;
  }

  async list(url: string, signal: AbortSignal): Promise<readonly FoundLink[] | null> {
    const proxy = await FilteringProxy.start({ policy: this.policy, maxBytes: MAX_FETCHED_BYTES });
    try {
      return await this.inHome((home) => this.listAll(url, home, proxy.url, signal));
    } finally {
      await proxy.close();
    }
  }

  private async listAll(
    url: string,
    home: string,
    proxy: string,
    signal: AbortSignal,
  ): Promise<FoundLink[] | null> {
    await this.configure(home, proxy);
    const links = new Map<string, FoundLink>();
    const pages = new Set([url]);
    // The set grows while it is walked.
    for (const page of pages) {
      const listed = await this.listOne(page, home, proxy, signal);
      if (page === url && (listed === null || listed.isDirect)) return null;
      for (const link of listed?.links ?? []) if (!links.has(link.url)) links.set(link.url, link);
      for (const inner of listed?.pages ?? []) pages.add(inner);
      if (pages.size > MAX_PAGES) throw new GalleryTooLargeError('links', MAX_PAGES);
    }
    return [...links.values()];
  }

  /** Null for an address that the program does not know. */
  private async listOne(
    url: string,
    home: string,
    proxy: string,
    signal: AbortSignal,
  ): Promise<ListedPage | null> {
    const environment = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, http_proxy: proxy, https_proxy: proxy };
    const result = await this.run(home, [...ARGUMENTS, url], LIST_TIMEOUT_MS, environment, signal);
    if (result.kind !== 'ended') throw new GalleryProgramError(result.kind);
    if (((result.status ?? 0) & UNSUPPORTED_URL) !== 0) return null;
    if (result.status !== 0) throw new GalleryProgramError('status', { status: result.status });
    const listed = readListing(result.output);
    if (listed.problem !== null && listed.links.length === 0 && listed.pages.length === 0)
      throw new GalleryProgramError('status', { problem: listed.problem });
    return listed;
  }

  private run(
    home: string,
    args: readonly string[],
    timeoutMs: number,
    environment: Record<string, string>,
    signal: AbortSignal,
  ): Promise<ProgramResult> {
    const own = { HOME: home, TMPDIR: home, LANG: 'C.UTF-8', NO_PROXY: '', PYTHONDONTWRITEBYTECODE: '1' };
    return runLimited(
      {
        program: this.program,
        args,
        environment: { ...own, ...environment },
        directory: home,
        timeoutMs,
        maxOutputBytes: MAX_OUTPUT_BYTES,
      },
      signal,
    );
  }

  /** In a file, as the proxy's password must not be seen among the processes; and because not every version heeds the environment. */
  private async configure(home: string, proxy: string): Promise<void> {
    const config = { extractor: { proxy, cookies: null }, cache: { file: null } };
    await writeFile(join(home, CONFIG_FILE), JSON.stringify(config), { mode: 0o600 });
  }

  private async inHome<T>(work: (home: string) => Promise<T>): Promise<T> {
    const home = await mkdtemp(join(tmpdir(), 'sokoul-gallery-dl-'));
    try {
      return await work(home);
    } finally {
      await rm(home, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}
