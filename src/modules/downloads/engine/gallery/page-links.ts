import { dateInUrl } from './dates.js';
import type { FoundLink } from './found-link.js';
import { GalleryTooLargeError } from './gallery.errors.js';
import { categoryOfExtension, extensionOf } from './media-type.js';
import type { MediaCategory } from './media-type.js';

const MAX_LINKS = 50_000;
const MAX_URL_LENGTH = 8192;

/** A part of a page, such as an article: what is in it shares its date. */
export interface PageBlock {
  publishedAt: number | null;
  /** What it is a part of itself; null for the page. */
  readonly parent: PageBlock | null;
}

/** Where a page does not end what it began, only the innermost parts are remembered. */
const MAX_DEPTH = 8;

/** The parts of a page that are open. What is in no part shares the date of the page. */
export class PageBlocks {
  private readonly page: PageBlock = { publishedAt: null, parent: null };
  private readonly open: { readonly name: string; readonly block: PageBlock }[] = [];

  get current(): PageBlock {
    return this.open.at(-1)?.block ?? this.page;
  }

  begin(name: string): void {
    const parent = this.open.at(-1)?.block ?? null;
    this.open.push({ name, block: { publishedAt: null, parent } });
    if (this.open.length > MAX_DEPTH) this.open.shift();
  }

  end(name: string): void {
    const at = this.open.findLastIndex((opened) => opened.name === name);
    if (at >= 0) this.open.length = at;
  }
}

function dateOf(block: PageBlock): number | null {
  // Never far: what is open at once is bounded, and so is what it was in.
  let found: PageBlock | null = block;
  for (let depth = 0; found && found.publishedAt === null && depth < MAX_DEPTH; depth += 1)
    found = found.parent;
  return found?.publishedAt ?? null;
}

interface Noted {
  readonly url: URL;
  readonly category: MediaCategory | null;
  readonly fallback: string | null;
  readonly block: PageBlock;
}

/** The links of one page: absolute, each once, bounded in number. */
export class LinkList {
  private readonly links = new Map<string, Noted>();
  private seen = 0;
  private hasBase = false;

  constructor(private base: URL) {}

  /** The first `base` counts, as in browsers. */
  setBase(href: string): void {
    const base = this.hasBase ? null : this.resolve(href);
    if (base) this.base = base;
    this.hasBase = true;
  }

  /** Null for what leads nowhere over HTTP. Throws GalleryTooLargeError when there are too many. */
  resolve(text: string | undefined): URL | null {
    const href = text?.trim() ?? '';
    if (href === '' || href.startsWith('#') || href.length > MAX_URL_LENGTH) return null;
    this.seen += 1;
    if (this.seen > MAX_LINKS) throw new GalleryTooLargeError('links', MAX_LINKS);
    const url = URL.parse(href, this.base.href);
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
    url.hash = '';
    return url;
  }

  /** `shownAs` is what the page shows it as, for links whose extension does not tell. */
  add(url: URL | null, shownAs: MediaCategory | null, block: PageBlock, fallback: URL | null = null): void {
    if (url === null || this.links.has(url.href)) return;
    const category = categoryOf(url) ?? shownAs;
    this.links.set(url.href, { url, category, fallback: fallback?.href ?? null, block });
  }

  found(): FoundLink[] {
    return Array.from(this.links.values(), ({ url, category, fallback, block }) => ({
      url: url.href,
      category,
      fallback,
      publishedAt: dateOf(block) ?? dateInUrl(url),
      name: null,
    }));
  }
}

export const categoryOf = (url: URL): MediaCategory | null => categoryOfExtension(extensionOf(url.pathname));
