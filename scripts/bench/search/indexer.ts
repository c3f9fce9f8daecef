import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { portOf } from '../../../test/fakes/listening.js';
import { PROJECT_ROOT } from '../../../test/fakes/project-root.js';
import { assembleFeed, cutFeed, renderItem } from '../../../test/fakes/torznab/feed.js';
import type { RecordedFeed } from '../../../test/fakes/torznab/feed.js';

const FIXTURES = path.join(PROJECT_ROOT, 'test/fixtures/torznab');
const API_KEY = 'bench-key';
const QUALITIES = ['2160p.BluRay.x265', '1080p.BluRay.x264', '1080p.WEB-DL.H264', '720p.WEBRip.x264'];
const XML = { 'content-type': 'application/xml; charset=utf-8' };

/** How an indexer of the bench answers. */
export interface IndexerBehaviour {
  readonly name: string;
  readonly delayMs: number;
  readonly releases: number;
  /** Refuses the key, or never answers. */
  readonly fault?: 'refuses' | 'hangs';
}

/** When a question came and its answer left, as `performance.now()` tells. */
export interface Exchange {
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** A Torznab indexer that has releases of whatever is asked for, and notes when it answered. */
export class BenchIndexer {
  private readonly exchanges = new Map<string, Exchange>();
  private readonly server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    this.answer(searchParams, response).catch(() => response.destroy());
  });

  private constructor(
    readonly behaviour: IndexerBehaviour,
    private readonly caps: string,
    private readonly feed: RecordedFeed,
  ) {}

  static async start(behaviour: IndexerBehaviour): Promise<BenchIndexer> {
    const caps = await readFile(path.join(FIXTURES, 'caps.xml'), 'utf8');
    const feed = cutFeed(await readFile(path.join(FIXTURES, 'public-domain-films.xml'), 'utf8'));
    const indexer = new BenchIndexer(behaviour, caps, feed);
    indexer.server.listen(0, '127.0.0.1');
    await once(indexer.server, 'listening');
    return indexer;
  }

  /** As `SOKOUL_TORZNAB_INDEXERS` wants it. */
  get line(): string {
    return `${this.behaviour.name}=http://127.0.0.1:${portOf(this.server)}/api|${API_KEY}`;
  }

  /** What happened about this question; undefined when it did not come or has no answer. */
  exchangeOf(query: string): Exchange | undefined {
    return this.exchanges.get(query.toLowerCase());
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(query: URLSearchParams, response: ServerResponse): Promise<void> {
    if (query.get('t') === 'caps') {
      response.writeHead(200, XML).end(this.caps);
      return;
    }
    const { delayMs, fault } = this.behaviour;
    const askedAt = performance.now();
    const title = query.get('q') ?? '';
    const body = fault === 'refuses' ? REFUSAL : this.releasesOf(title);
    if (fault === 'hangs') return;
    await sleep(Math.max(0, delayMs - (performance.now() - askedAt)));
    response.writeHead(200, XML).end(body);
    this.exchanges.set(title.toLowerCase(), { askedAt, answeredAt: performance.now() });
  }

  /** Half of them are those of every other indexer too, as it is in life. */
  private releasesOf(title: string): string {
    const { name, releases } = this.behaviour;
    const items = Array.from({ length: releases }, (_, number) => {
      const owner = number % 2 === 0 ? 'all' : name;
      const release = `${title.replaceAll(' ', '.')}.2001.${QUALITIES[number % QUALITIES.length]}-${owner}${number}`;
      const infoHash = createHash('sha1').update(release).digest('hex');
      return renderItem({
        title: release,
        infoHash,
        magnet: `magnet:?xt=urn:btih:${infoHash}&dn=${release}`,
        sizeBytes: 4_000_000_000 + number,
        seeders: number,
        peers: number * 2,
      });
    });
    return assembleFeed(this.feed, items, 0, items.length);
  }
}

const REFUSAL =
  '<?xml version="1.0" encoding="UTF-8"?>\n<error code="100" description="Invalid API Key" />\n';
