import { Injectable } from '@nestjs/common';
import { MediaService } from '../../../media/index.js';
import type { Media } from '../../../media/index.js';
import { isNearYear, readingsOf, understand } from '../question.js';
import type { Question } from '../question.js';
import { SearchMediaType } from '../search-provider.js';
import type { FoundTitle, ProviderQuery, SearchProvider } from '../search-provider.js';
import { toFoundTitle } from './library-title.js';

const MAX_TITLES = 20;
const MAX_FILES = 100;

/** The own catalogue: titles by name, each with the files that are there. */
@Injectable()
export class LibraryProvider implements SearchProvider {
  readonly name = 'library';
  readonly isShareable = false;

  constructor(private readonly media: MediaService) {}

  isConfigured(): boolean {
    return true;
  }

  async *search(query: ProviderQuery, signal: AbortSignal): AsyncGenerator<readonly FoundTitle[], void> {
    const question = understand(query);
    const titles = await this.titlesFor(question);
    signal.throwIfAborted();
    if (titles.length === 0) return;
    const ids = titles.map(({ id }) => id);
    const { season, episode } = question;
    const files = await this.media.filesOfTitles(ids, { limit: MAX_FILES, season, episode });
    yield titles.map((title) => toFoundTitle(title, files.get(title.id) ?? []));
  }

  async checkHealth(): Promise<void> {
    await this.media.findByTmdbIds('movie', [0]);
  }

  private async titlesFor(question: Question): Promise<Media[]> {
    for (const reading of readingsOf(question)) {
      const found = await this.find(reading);
      if (found.length > 0) return found;
    }
    return [];
  }

  /** By its id where the question has one: then nothing else is meant. */
  private async find({ text, mediaType, year, tmdbId }: Question): Promise<Media[]> {
    const wanted = mediaType === SearchMediaType.All ? undefined : mediaType;
    if (wanted && tmdbId !== null) return this.media.findByTmdbIds(wanted, [tmdbId]);
    if (text === '') return [];
    const [titles] = await this.media.list({
      search: text,
      mediaType: wanted,
      order: 'desc',
      offset: 0,
      limit: MAX_TITLES,
    });
    return titles.filter((title) => isNearYear(title.year, year));
  }
}
