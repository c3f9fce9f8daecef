import { fileNameOf } from '../http/file-name.js';
import { readDate } from './dates.js';
import type { FoundLink } from './found-link.js';
import {
  categoryOfExtension,
  categoryOfType,
  extensionOf,
  extensionOfType,
  isHtml,
  mediaTypeOf,
} from './media-type.js';
import type { PageFetch } from './page-fetch.js';
import type { FileFacts, Unwanted, WantedFiles } from './wanted-files.js';

/** A file that is to be fetched, under the name that it would like to have. */
export interface AcceptedFile {
  readonly url: string;
  readonly name: string;
}

export type Verdict = { readonly file: AcceptedFile } | { readonly refusal: Unwanted };

type Head = Awaited<ReturnType<PageFetch['head']>>;

/** Decides about links that the page alone does not decide, by asking the servers. */
export class Inspector {
  constructor(
    private readonly wanted: WantedFiles,
    private readonly fetch: PageFetch,
  ) {}

  /** What can be decided without asking; null when it can't. */
  decide(link: FoundLink): Verdict | null {
    if (!this.wanted.allows(link)) return { refusal: 'type' };
    return this.wanted.needsHead(link) ? null : { file: { url: link.url, name: nameOf(link, null) } };
  }

  /** Rejects with the signal's reason, and when the server that alone could tell can't be asked. */
  async inspect(link: FoundLink, signal: AbortSignal): Promise<Verdict> {
    const head = await this.headOf(link, signal);
    const facts = factsOf(link, head);
    if (facts === null) return this.inspectFallback(link, signal);
    const refusal = this.wanted.refusalOf(facts);
    return refusal ? { refusal } : { file: { url: link.url, name: nameOf(link, head) } };
  }

  /** For an address that is a file itself. */
  async nameDirectly(url: string, signal: AbortSignal): Promise<{ file: AcceptedFile }> {
    const link: FoundLink = { url, category: 'images', fallback: null, publishedAt: null, name: null };
    return { file: { url, name: nameOf(link, await this.headOf(link, signal)) } };
  }

  /** Servers that do not answer HEAD are not worse for it where the page tells enough. */
  private async headOf(link: FoundLink, signal: AbortSignal): Promise<Head> {
    try {
      return await this.fetch.head(link.url, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (link.category === null && link.fallback === null) throw error;
      return null;
    }
  }

  private async inspectFallback(link: FoundLink, signal: AbortSignal): Promise<Verdict> {
    const { fallback, publishedAt } = link;
    if (fallback === null) return { refusal: 'type' };
    const shown: FoundLink = { url: fallback, category: 'images', fallback: null, publishedAt, name: null };
    return this.decide(shown) ?? (await this.inspect(shown, signal));
  }
}

/** Null when it is no file that could be wanted. */
function factsOf(link: FoundLink, head: Head): FileFacts | null {
  const type = mediaTypeOf(head?.headers['content-type']);
  if (head && isHtml(type)) return null;
  const named = extensionOf(nameOf(link, head));
  const category = categoryOfExtension(named) ?? categoryOfType(type) ?? link.category;
  if (category === null) return null;
  const length = head?.headers['content-length'];
  return {
    category,
    extension: named,
    sizeBytes: length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null,
    modifiedAt: link.publishedAt ?? readDate(head?.headers['last-modified']),
  };
}

/** With an extension by the type where it has none. */
function nameOf({ name: wanted, url }: FoundLink, head: Head): string {
  const contentDisposition = head?.headers['content-disposition'];
  const name = fileNameOf({ wanted, contentDisposition, url: head?.url ?? new URL(url) });
  const extension = extensionOfType(mediaTypeOf(head?.headers['content-type']));
  const isTold = categoryOfExtension(extensionOf(name)) !== null;
  return isTold || extension === null ? name : `${name}.${extension}`;
}
