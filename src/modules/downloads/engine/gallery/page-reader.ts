import { readDate } from './dates.js';
import type { PageLinks } from './found-link.js';
import type { HtmlHandler } from './html-reader.js';
import { readHtml } from './html-reader.js';
import { contentUrlsOf } from './json-ld.js';
import { extensionOf } from './media-type.js';
import type { MediaCategory } from './media-type.js';
import { LinkList, PageBlocks, categoryOf } from './page-links.js';
import { isPagingLink } from './paging.js';
import { largestOf, readSrcset } from './srcset.js';
import type { SizedUrl } from './srcset.js';

type Attributes = Readonly<Record<string, string>>;

interface OpenAnchor {
  readonly url: URL | null;
  readonly attributes: Attributes;
  readonly pictures: URL[];
  text: string;
}

const MAX_TEXT = 1000;
const BLOCKS = new Set(['article', 'figure', 'li', 'section', 'tr']);
const LAZY_SOURCES = ['data-src', 'data-original', 'data-lazy-src', 'data-full', 'src'];
const META: ReadonlyMap<string, MediaCategory | null> = new Map([
  ['og:image', 'images'],
  ['og:image:url', 'images'],
  ['og:image:secure_url', 'images'],
  ['twitter:image', 'images'],
  ['twitter:image:src', 'images'],
  // These may be pages with a player.
  ['og:video', null],
  ['og:video:url', null],
  ['og:video:secure_url', null],
  ['og:audio', null],
  ['twitter:player:stream', null],
]);

/** The links of a page. Throws GalleryTooLargeError, or the signal's reason. */
export async function readPage(html: string, url: URL, signal: AbortSignal): Promise<PageLinks> {
  const reader = new PageReader(url);
  await readHtml(html, reader, signal);
  return reader.finish();
}

class PageReader implements HtmlHandler {
  private readonly list: LinkList;
  private readonly pages = new Set<string>();
  private readonly blocks = new PageBlocks();
  private anchor: OpenAnchor | null = null;
  private sources: SizedUrl[] | null = null;
  /** Whether the video or sound that is open has a file already: its other sources are the same in other formats. */
  private hasSource = false;
  private title = '';

  constructor(private readonly page: URL) {
    this.list = new LinkList(page);
  }

  open(name: string, attributes: Attributes): void {
    if (BLOCKS.has(name)) this.blocks.begin(name);
    switch (name) {
      case 'base':
        return this.list.setBase(attributes['href'] ?? '');
      case 'a':
        return this.openAnchor(attributes);
      case 'img':
        return this.addImage(attributes);
      case 'picture':
        this.sources = [];
        return;
      case 'source':
        return this.addSource(attributes);
      case 'video':
      case 'audio':
        return this.openMedia(attributes);
      case 'meta':
        return this.addMeta(attributes);
      case 'link':
        return this.addLink(attributes);
      case 'time':
        this.blocks.current.publishedAt ??= readDate(attributes['datetime']);
    }
  }

  close(name: string): void {
    if (name === 'a') this.closeAnchor();
    else if (name === 'picture') this.sources = null;
    else if (BLOCKS.has(name)) this.blocks.end(name);
  }

  text(text: string, parent: string): void {
    if (parent === 'title') this.title = (this.title + text).slice(0, MAX_TEXT);
    else if (parent === 'time') this.blocks.current.publishedAt ??= readDate(text);
    else if (this.anchor) this.anchor.text = (this.anchor.text + text).slice(0, MAX_TEXT);
  }

  script(text: string, type: string): void {
    if (type.trim().toLowerCase() !== 'application/ld+json') return;
    for (const url of contentUrlsOf(text)) this.add(url, null);
  }

  finish(): PageLinks {
    this.closeAnchor();
    const title = this.title.replace(/\s+/g, ' ').trim();
    return { title: title || null, links: this.list.found(), pages: [...this.pages] };
  }

  private add(text: string | undefined, shownAs: MediaCategory | null): void {
    const url = this.list.resolve(text);
    // What no element shows and no extension tells apart may be anything: the server is asked.
    this.list.add(url, shownAs, this.blocks.current);
  }

  private openAnchor(attributes: Attributes): void {
    this.closeAnchor();
    this.anchor = { url: this.list.resolve(attributes['href']), attributes, pictures: [], text: '' };
  }

  /** A picture inside a link to a file is that file in small. */
  private closeAnchor(): void {
    const { anchor } = this;
    this.anchor = null;
    if (!anchor) return;
    const { url, attributes, pictures } = anchor;
    if (url) this.notePaging(url, attributes, anchor.text);
    const category = url && categoryOf(url);
    const isPreviewed = category === 'images' || category === 'videos';
    const [picture = null] = pictures;
    const mayBeFile = url !== null && (extensionOf(url.pathname) === null || 'download' in attributes);
    if (category) this.list.add(url, category, this.blocks.current);
    else if (mayBeFile && picture) return this.list.add(url, null, this.blocks.current, picture);
    else if ('download' in attributes) this.list.add(url, null, this.blocks.current);
    if (!isPreviewed) for (const shown of pictures) this.list.add(shown, 'images', this.blocks.current);
  }

  private addImage(attributes: Attributes): void {
    if (isTrackingPixel(attributes)) return;
    const sets = [attributes['srcset'], attributes['data-srcset']].flatMap((set) => readSrcset(set ?? ''));
    const plain = LAZY_SOURCES.map((name) => attributes[name]).find((value) => isUsable(value));
    const best = largestOf([...(this.sources ?? []), ...sets])?.url ?? plain;
    this.sources = null;
    const url = this.list.resolve(best);
    if (url === null) return;
    if (this.anchor) this.anchor.pictures.push(url);
    else this.list.add(url, 'images', this.blocks.current);
  }

  private addSource(attributes: Attributes): void {
    if (this.sources) {
      this.sources.push(...readSrcset(attributes['srcset'] ?? attributes['data-srcset'] ?? ''));
      return;
    }
    const source = attributes['src'] ?? attributes['data-src'];
    if (this.hasSource || source === undefined) return;
    this.hasSource = true;
    this.add(source, 'videos');
  }

  private openMedia(attributes: Attributes): void {
    const source = attributes['src'] ?? attributes['data-src'];
    this.hasSource = source !== undefined;
    this.add(source, 'videos');
    this.add(attributes['poster'], 'images');
  }

  private addMeta(attributes: Attributes): void {
    const shownAs = META.get((attributes['property'] ?? attributes['name'] ?? '').toLowerCase());
    if (shownAs !== undefined) this.add(attributes['content'], shownAs);
  }

  private addLink(attributes: Attributes): void {
    const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('image_src')) this.add(attributes['href'], 'images');
    const url = relations.includes('next') ? this.list.resolve(attributes['href']) : null;
    if (url) this.notePaging(url, attributes, '');
  }

  private notePaging(url: URL, attributes: Attributes, text: string): void {
    if (url.href === this.page.href || categoryOf(url) !== null) return;
    const anchor = { url, rel: attributes['rel'] ?? '', className: attributes['class'] ?? '', text };
    if (isPagingLink(this.page, anchor)) this.pages.add(url.href);
  }
}

const isUsable = (value: string | undefined): boolean =>
  value !== undefined && !/^\s*(?:data:|$)/i.test(value);

const isTrackingPixel = ({ width, height }: Attributes): boolean =>
  [width, height].some((size) => size !== undefined && /^\s*[01](?:px)?\s*$/.test(size));
