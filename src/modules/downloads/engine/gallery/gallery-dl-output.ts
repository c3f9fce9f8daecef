import { z } from 'zod';
import type { FoundLink } from './found-link.js';
import { GalleryProgramError } from './gallery.errors.js';
import { categoryOfExtension, extensionOf } from './media-type.js';
import { readDate } from './dates.js';

const FILE = 3;
const QUEUE = 6;
/** Its name for links to files, which need no program. */
const DIRECT = 'directlink';

const Facts = z.object({
  category: z.string().optional(),
  filename: z.union([z.string(), z.number()]).optional(),
  extension: z.string().optional(),
  date: z.string().optional(),
});
const Output = z.array(z.array(z.unknown()));

/** What gallery-dl listed. */
export interface ListedPage {
  readonly links: readonly FoundLink[];
  /** Galleries inside this one. */
  readonly pages: readonly string[];
  /** Of its own exception that ended the list; null when it came to its end. */
  readonly problem: string | null;
  readonly isDirect: boolean;
}

/** Reads the output of `--dump-json`. Throws GalleryProgramError when it is none. */
export function readListing(output: string): ListedPage {
  const messages = Output.safeParse(parse(output));
  if (!messages.success) throw new GalleryProgramError('output');
  const links: FoundLink[] = [];
  const pages: string[] = [];
  let problem: string | null = null;
  let isDirect = false;
  for (const [kind, first, second] of messages.data) {
    const url = httpUrlOf(first);
    const facts = Facts.safeParse(second).data ?? {};
    if (typeof kind === 'string') problem = kind;
    else if (kind === QUEUE && url) pages.push(url);
    else if (kind === FILE && url) {
      links.push(linkOf(url, facts));
      isDirect ||= facts.category === DIRECT;
    }
  }
  return { links, pages, problem, isDirect };
}

function parse(output: string): unknown {
  try {
    const value: unknown = JSON.parse(output);
    return value;
  } catch {
    return null; // said by the caller
  }
}

/** Its own schemes, such as `ytdl:`, are for programs that are not used here. */
function httpUrlOf(value: unknown): string | null {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  url.hash = '';
  return url.href;
}

function linkOf(url: string, { filename, extension, date }: z.infer<typeof Facts>): FoundLink {
  const name = filename === undefined || !extension ? null : `${filename}.${extension}`;
  return {
    url,
    category: categoryOfExtension(extensionOf(name ?? new URL(url).pathname)),
    fallback: null,
    // It writes UTC without saying so.
    publishedAt: readDate(date?.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/, '$1T$2Z')),
    name,
  };
}
