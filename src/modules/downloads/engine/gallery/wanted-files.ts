import type { GalleryFilter } from '../download-source.js';
import { isWithin } from './dates.js';
import type { FoundLink } from './found-link.js';
import { extensionOf } from './media-type.js';
import type { MediaCategory } from './media-type.js';

/** What is known of a file before its bytes come. */
export interface FileFacts {
  readonly category: MediaCategory;
  readonly extension: string | null;
  readonly sizeBytes: number | null;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number | null;
}

export type Unwanted = 'type' | 'size' | 'date';

/** Decides by what the person who asked wants. What is not known counts in the file's favour. */
export class WantedFiles {
  constructor(private readonly filter: GalleryFilter) {}

  /** Why it is left out, null when it is wanted. */
  refusalOf({ category, extension, sizeBytes, modifiedAt }: FileFacts): Unwanted | null {
    const { filter } = this;
    if (!filter[category] || this.isExcluded(extension)) return 'type';
    if (sizeBytes !== null && !this.fits(sizeBytes)) return 'size';
    return isWithin(modifiedAt, filter.from, filter.to) ? null : 'date';
  }

  /** Whether a link is worth a look, by what the page says. */
  allows({ url, category, publishedAt, name }: FoundLink): boolean {
    const { filter } = this;
    if (category !== null && !filter[category]) return false;
    if (this.isExcluded(extensionOf(name ?? new URL(url).pathname))) return false;
    return isWithin(publishedAt, filter.from, filter.to);
  }

  /** Whether the server has to be asked before a file can be taken or left. */
  needsHead({ url, category, publishedAt, name }: FoundLink): boolean {
    const { minBytes, maxBytes, from, to } = this.filter;
    if (category === null || extensionOf(name ?? new URL(url).pathname) === null) return true;
    return minBytes !== null || maxBytes !== null || (publishedAt === null && (from !== null || to !== null));
  }

  fits(sizeBytes: number): boolean {
    return sizeBytes >= (this.filter.minBytes ?? 0) && !this.isTooLarge(sizeBytes);
  }

  isTooLarge(sizeBytes: number): boolean {
    return sizeBytes > (this.filter.maxBytes ?? Infinity);
  }

  private isExcluded(extension: string | null): boolean {
    return extension !== null && this.filter.excludedExtensions.includes(extension);
  }
}
