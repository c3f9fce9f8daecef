import type { FoundLink } from './found-link.js';
import { GalleryPagesLimitError } from './gallery.errors.js';
import type { PageFetch } from './page-fetch.js';
import { readPage } from './page-reader.js';

/** Pages of one list; what follows is left out and said. */
const MAX_PAGES = 100;

export type CrawlResult =
  | { readonly kind: 'file' }
  | { readonly kind: 'page'; readonly title: string | null; readonly links: readonly FoundLink[] };

export interface CrawlerOptions {
  readonly url: string;
  readonly fetch: PageFetch;
  readonly signal: AbortSignal;
  /** A later page that could not be read. */
  onFailure(url: string, error: Error): void;
}

/** Reads a page and those that continue it, one after the other, each once. */
export class Crawler {
  private readonly known = new Set<string>();
  private readonly waiting: string[] = [];
  /** Of the first page, after redirects: the list does not leave it. */
  private host: string | null = null;

  constructor(private readonly options: CrawlerOptions) {}

  /** Throws when the first page can't be read. */
  async *results(): AsyncGenerator<CrawlResult> {
    const { url, fetch, signal, onFailure } = this.options;
    this.note(new URL(url).href);
    for (
      let read = 0, next = this.waiting.shift();
      next !== undefined;
      next = this.waiting.shift(), read += 1
    ) {
      if (read >= MAX_PAGES) return onFailure(next, new GalleryPagesLimitError(MAX_PAGES));
      try {
        const landing = await fetch.page(next, signal);
        if (landing.kind === 'page') yield await this.read(landing.html, landing.url);
        else if (read === 0) return yield landing;
      } catch (error) {
        if (read === 0 || signal.aborted || !(error instanceof Error)) throw error;
        onFailure(next, error);
      }
    }
  }

  private async read(html: string, url: URL): Promise<CrawlResult> {
    const { title, links, pages } = await readPage(html, url, this.options.signal);
    this.known.add(url.href);
    this.host ??= url.host;
    for (const page of pages) if (new URL(page).host === this.host) this.note(page);
    return { kind: 'page', title, links };
  }

  private note(page: string): void {
    if (this.known.has(page) || this.waiting.length > MAX_PAGES) return;
    this.known.add(page);
    this.waiting.push(page);
  }
}
