import type { FakeTitle } from './fake-title.js';
import type { Recordings } from './recordings.js';
import { renderDetails, renderItem, renderSeason, renderWatch } from './render.js';
import type { Body } from './render.js';

const PAGE_SIZE = 20;

export interface Answer {
  readonly status: number;
  readonly body: Body;
}

const ok = (body: Body): Answer => ({ status: 200, body });
const failure = (status: number, code: number, message: string): Answer => ({
  status,
  body: { success: false, status_code: code, status_message: message },
});
export const UNAUTHORIZED = failure(401, 7, 'Invalid API key: You must be granted a valid key.');
export const RATE_LIMITED = failure(429, 25, 'Your request count (#) is over the allowed limit of (40).');
const NOT_FOUND = failure(404, 34, 'The resource you requested could not be found.');
const BAD_PAGE = failure(400, 22, 'Invalid page: Pages start at 1 and max at 500.');

/** People come up in a search over everything; clients that look for titles must step over them. */
const PERSON: Body = {
  adult: false,
  gender: 1,
  id: 58430,
  known_for: [],
  known_for_department: 'Acting',
  media_type: 'person',
  name: 'Ruth Bradley',
  popularity: 1.9,
  profile_path: null,
};

/** Answers from the given titles, which come first, and the recordings. */
export class TmdbAnswerBook {
  constructor(
    private readonly recordings: Recordings,
    private readonly titles: readonly FakeTitle[],
  ) {}

  answer(path: string, query: URLSearchParams): Answer {
    const [, kind = '', ...rest] = path.split('/');
    if (kind === 'search') return this.search(rest[0] ?? '', query);
    if (kind === 'find') return this.find(rest[0] ?? '', path);
    const own = this.titles.find(({ mediaType, id }) => mediaType === kind && String(id) === rest[0]);
    const made = own && this.partOf(own, rest.slice(1).join('/'));
    const body = made ?? this.recordings.byPath.get(path);
    return body ? ok(body) : NOT_FOUND;
  }

  private partOf(title: FakeTitle, part: string): Body | undefined {
    if (part === '') return renderDetails(title);
    if (part === 'watch/providers') return renderWatch(title.id, title.watch ?? {});
    const season = title.seasons?.find(({ number }) => part === `season/${number}`);
    return season && renderSeason(season, title.id);
  }

  private find(imdbId: string, path: string): Answer {
    const recorded = this.recordings.byPath.get(path);
    if (recorded) return ok(recorded);
    const found = this.titles.filter((title) => title.imdbId === imdbId);
    const of = (kind: string) =>
      found
        .filter(({ mediaType }) => mediaType === kind)
        .map((title) => ({ ...renderItem(title), media_type: kind }));
    return ok({
      movie_results: of('movie'),
      person_results: [],
      tv_results: of('tv'),
      tv_episode_results: [],
      tv_season_results: [],
    });
  }

  private search(kind: string, query: URLSearchParams): Answer {
    const text = (query.get('query') ?? '').toLowerCase();
    const page = Number(query.get('page') ?? 1);
    if (page < 1 || page > 500) return BAD_PAGE;
    const year = query.get('year') ?? query.get('first_air_date_year') ?? '';
    const items = this.titles
      .filter(({ mediaType }) => kind === 'multi' || mediaType === kind)
      .filter(({ title, date = '' }) => title.toLowerCase().includes(text) && date.startsWith(year))
      .map((title) => ({
        ...renderItem(title),
        ...(kind === 'multi' ? { media_type: title.mediaType } : {}),
      }));
    const recorded = this.recordings.bySearch.get(`${kind} ${text} ${page}`);
    if (recorded) return ok(page === 1 ? withOwn(recorded, items) : recorded);
    const recordedItems = kind === 'multi' ? this.recordedItems(text) : [];
    return ok(pageOf([...(kind === 'multi' ? [PERSON] : []), ...items, ...recordedItems], page));
  }

  private recordedItems(text: string): Body[] {
    return ['movie', 'tv'].flatMap((kind) => {
      const results = this.recordings.bySearch.get(`${kind} ${text} 1`)?.['results'];
      return (Array.isArray(results) ? (results as Body[]) : []).map((item) => ({
        ...item,
        media_type: kind,
      }));
    });
  }
}

const withOwn = (recorded: Body, own: readonly Body[]): Body => ({
  ...recorded,
  results: [...own, ...(recorded['results'] as Body[])],
});

const pageOf = (items: readonly Body[], page: number): Body => ({
  page,
  results: items.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  total_pages: Math.ceil(items.length / PAGE_SIZE),
  total_results: items.length,
});
