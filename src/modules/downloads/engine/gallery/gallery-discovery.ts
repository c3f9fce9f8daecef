import type { FoundLink } from './found-link.js';
import { Crawler } from './crawler.js';
import { GalleryProgramError } from './gallery.errors.js';
import type { GalleryContext } from './gallery-context.js';
import type { GalleryFile } from './gallery-files.js';
import type { GalleryLister } from './gallery-lister.js';
import { Inspector } from './inspector.js';
import type { AcceptedFile, Verdict } from './inspector.js';
import type { PageFetch } from './page-fetch.js';

/** Links that are asked about at once. */
const CONCURRENCY = 4;

export interface DiscoveryOptions {
  readonly context: GalleryContext;
  readonly fetch: PageFetch;
  /** Knows some sites better than their pages tell; null where there is none. */
  readonly lister: GalleryLister | null;
  onFound(file: GalleryFile): void;
}

/** Finds the files of a gallery and decides which of them are fetched. */
export class GalleryDiscovery {
  private readonly inspector: Inspector;

  constructor(private readonly options: DiscoveryOptions) {
    this.inspector = new Inspector(options.context.wanted, options.fetch);
  }

  /** Resolves when there is nothing more to find. Throws when the first page can't be read. */
  async run(): Promise<void> {
    const { files, journal, source } = this.options.context;
    if (files.isCrawled) return;
    const listed = await this.listed(source.url);
    if (listed) await this.consider(listed);
    else await this.crawl();
    await journal.add({ type: 'crawled', title: files.pageTitle });
  }

  /** A program that is missing or broken leaves the page itself to read. */
  private async listed(url: string): Promise<readonly FoundLink[] | null> {
    const { context, lister } = this.options;
    try {
      return (await lister?.list(url, context.signal)) ?? null;
    } catch (error) {
      if (!(error instanceof GalleryProgramError)) throw error;
      context.onWarning(error);
      return null;
    }
  }

  private async crawl(): Promise<void> {
    const { context, fetch } = this.options;
    const { source, signal, files, failures, onWarning, onChange } = context;
    const onFailure = (url: string, error: Error): void => {
      failures.add(url, error);
      onWarning(error);
    };
    const crawler = new Crawler({ url: source.url, fetch, signal, onFailure });
    for await (const result of crawler.results()) {
      if (result.kind === 'file') return this.takeDirectly(source.url);
      files.setTitle(result.title);
      await this.consider(result.links);
      onChange();
    }
  }

  private async consider(links: readonly FoundLink[]): Promise<void> {
    const undecided: FoundLink[] = [];
    for (const link of links.filter(({ url }) => this.options.context.files.isNew(url))) {
      const verdict = this.inspector.decide(link);
      if (verdict === null) undecided.push(link);
      else if ('file' in verdict) await this.accept(verdict.file);
    }
    const next = undecided.values();
    const work = async (): Promise<void> => {
      for (const link of next) await this.inspect(link);
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }

  private async inspect(link: FoundLink): Promise<void> {
    const { signal, journal, failures, onWarning } = this.options.context;
    let verdict: Verdict;
    try {
      verdict = await this.inspector.inspect(link, signal);
    } catch (error) {
      signal.throwIfAborted();
      failures.add(link.url, error);
      if (error instanceof Error) onWarning(error);
      return;
    }
    if ('file' in verdict) await this.accept(verdict.file);
    await journal.add({ type: 'seen', url: link.url });
  }

  /** The address itself is the file: it is taken as it is. */
  private async takeDirectly(url: string): Promise<void> {
    const { file } = await this.inspector.nameDirectly(url, this.options.context.signal);
    await this.accept(file, true);
  }

  private async accept(accepted: AcceptedFile, isDirect = false): Promise<void> {
    const { files, journal } = this.options.context;
    const file = files.add(accepted, isDirect);
    if (!file) return;
    const { index, url, name } = file;
    await journal.add({ type: 'file', index, url, name, isDirect });
    this.options.onFound(file);
  }
}
