import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FetchPolicy } from '../../src/common/fetch/fetch-policy.js';
import { SafeFetch } from '../../src/common/fetch/safe-fetch.js';
import type { DownloadTask } from '../../src/modules/downloads/engine/download-kind.js';
import { NO_LIMITS } from '../../src/modules/downloads/engine/download-source.js';
import type { GalleryFilter, TransferOptions } from '../../src/modules/downloads/engine/download-source.js';
import { GalleryEngine } from '../../src/modules/downloads/engine/gallery/gallery-engine.js';
import { GalleryJournal } from '../../src/modules/downloads/engine/gallery/gallery-journal.js';
import type { GalleryLister } from '../../src/modules/downloads/engine/gallery/gallery-lister.js';
import type { GallerySession } from '../../src/modules/downloads/engine/gallery/gallery-session.js';
import { HttpClients } from '../../src/modules/downloads/engine/http/http-clients.js';
import { HttpLab, TRANSFER, sha256 } from '../support/http-lab.js';
import { GallerySite } from './gallery-site.js';
import type { Route } from './gallery-site.js';

const EVERYTHING: GalleryFilter = {
  images: true,
  videos: true,
  archives: true,
  documents: true,
  minBytes: null,
  maxBytes: null,
  from: null,
  to: null,
  excludedExtensions: [],
};

export interface GalleryWish {
  readonly filter?: Partial<GalleryFilter>;
  readonly transfer?: Partial<TransferOptions>;
}

/** Sites with galleries, and engines that download them. */
export class GalleryLab {
  private constructor(readonly http: HttpLab) {}

  static async open(): Promise<GalleryLab> {
    return new GalleryLab(await HttpLab.open());
  }

  reset(): Promise<void> {
    return this.http.reset();
  }

  close(): Promise<void> {
    return this.http.close();
  }

  async startSite(
    routes: Record<string, Route> | ((path: string) => Route | undefined),
  ): Promise<GallerySite> {
    const site = await GallerySite.start(routes);
    this.http.onReset(() => site.close());
    return site;
  }

  /** It may download from `origins` on loopback. */
  startEngine(origins: readonly string[], lister: GalleryLister | null = null): GalleryEngine {
    const policy = new FetchPolicy({ allowedOrigins: origins });
    const direct = new SafeFetch(policy);
    const systemProxies = { http: undefined, https: undefined, exceptions: undefined };
    const engine = new GalleryEngine({
      fetcher: this.http.startEngine({ origins }),
      clients: new HttpClients({ policy, direct, systemProxies }),
      lister,
      onWarning: (error) => this.http.warnings.push(error),
    });
    this.http.onReset(() => engine.close().then(() => direct.close()));
    return engine;
  }

  /** With directories of its own. */
  async task(url: string, { filter, transfer }: GalleryWish = {}): Promise<DownloadTask> {
    return {
      id: randomUUID(),
      source: {
        kind: 'gallery',
        url,
        filter: { ...EVERYTHING, ...filter },
        transfer: { ...TRANSFER, ...transfer },
      },
      limits: NO_LIMITS,
      directory: await this.http.newDirectory(),
      journalDirectory: await this.http.newDirectory(),
      metadata: null,
    };
  }

  /** Downloads to the end. Rejects with the session's error. */
  async finish(
    task: DownloadTask,
    origins: readonly string[],
    lister?: GalleryLister,
  ): Promise<GallerySession> {
    const session = await this.startEngine(origins, lister).open(task);
    await once(session, 'done');
    return session;
  }

  /** SHA-256 of what lies in the task's directory, by name. */
  async digestsOf({ directory }: DownloadTask): Promise<Record<string, string>> {
    const names = (await readdir(directory)).sort();
    const digests = names.map(async (name) => [name, sha256(await readFile(join(directory, name)))] as const);
    return Object.fromEntries(await Promise.all(digests));
  }

  /** The indexes of the files that the task's journal says are whole. */
  async doneOf({ journalDirectory }: DownloadTask): Promise<number[]> {
    const { journal, entries } = await GalleryJournal.open(journalDirectory);
    await journal.close();
    return entries.flatMap((entry) => (entry.type === 'done' ? [entry.index] : []));
  }
}
