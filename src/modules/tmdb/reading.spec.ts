import { genreSlugs } from './genres.js';
import { imageUrls } from './image-urls.js';
import { toCast, toCrew } from './to-credits.js';
import { toMovie } from './to-details.js';
import { toTitlePage } from './to-title.js';
import { serviceSlug } from './to-watch-providers.js';
import { movieSchema, pageSchema, seriesSchema } from './tmdb.schemas.js';

const imageUrl = imageUrls('https://images.example/t/p/');

describe('reading what TMDB answers', () => {
  it('needs no more of a movie than its number', () => {
    const movie = toMovie(movieSchema.parse({ id: 5 }), { imageUrl, region: 'US' });
    expect(movie).toMatchObject({
      tmdbId: 5,
      title: 'TMDB 5',
      year: null,
      rating: null,
      cast: [],
      images: [],
    });
    expect(seriesSchema.parse({ id: 5 }).seasons).toEqual([]);
  });

  it('drops what cannot be read and keeps the rest', () => {
    const page = pageSchema.parse({
      page: 1,
      total_pages: 1,
      total_results: 4,
      results: [
        { id: 'x', title: 'No number' },
        null,
        { id: 7, title: ' Seven\u0000 ', release_date: '', vote_average: 0, poster_path: null, extra: {} },
        { id: 7, title: 'Again' },
        {
          id: 8,
          title: 'Eight',
          release_date: '2021-02-30',
          vote_average: 7.25,
          vote_count: 3,
          poster_path: '/../x',
        },
      ],
    });
    expect(toTitlePage(page, 'movie', imageUrl).titles).toMatchObject([
      { tmdbId: 7, title: 'Seven', releaseDate: null, posterUrl: null, rating: null },
      { tmdbId: 8, releaseDate: null, year: null, posterUrl: null, rating: 7.3 },
    ]);
  });

  it.each([[{}], [{ page: 1, results: {}, total_pages: 1, total_results: 1 }], [[]], ['text'], [null]])(
    'refuses %j for a page',
    (body) => expect(pageSchema.safeParse(body).success).toBe(false),
  );

  it('makes links of nothing but web pages', () => {
    expect(movieSchema.parse({ id: 1, homepage: 'javascript:alert(1)' }).homepage).toBeNull();
    expect(movieSchema.parse({ id: 1, homepage: 'https://a.example/' }).homepage).toBe('https://a.example/');
  });

  it('names the other titles once, without the known ones', () => {
    const body = movieSchema.parse({
      id: 1,
      title: 'Heat',
      original_title: 'Heat',
      alternative_titles: { titles: [{ title: 'Fuego' }, { title: 'Heat' }] },
      translations: { translations: [{ data: { title: 'Fuego' } }, { data: { title: '' } }, {}] },
    });
    expect(toMovie(body, { imageUrl, region: 'US' }).alternativeTitles).toEqual(['Fuego']);
  });

  it('falls back to the age rating of the US', () => {
    const release = (country: string, certification: string) => ({
      iso_3166_1: country,
      release_dates: [{ certification: '' }, { certification }],
    });
    const results = [release('US', 'R'), release('DE', '16')];
    const body = movieSchema.parse({ id: 1, release_dates: { results } });
    expect(toMovie(body, { imageUrl, region: 'DE' }).certification).toBe('16');
    expect(toMovie(body, { imageUrl, region: 'FR' }).certification).toBe('R');
  });

  it('lists a person with several parts or jobs as people expect it', () => {
    const person = { id: 1, name: 'A', profile_path: null };
    const cast = [
      { ...person, order: 4, character: 'Twin', roles: [] },
      { ...person, order: 1, character: 'Other twin', roles: [] },
    ];
    expect(toCast(cast, imageUrl)).toMatchObject([{ character: 'Other twin / Twin', order: 1 }]);
    const crew = [{ ...person, department: null, job: null, jobs: [{ job: 'Writer' }, { job: 'Director' }] }];
    expect(toCrew(crew, imageUrl).map(({ job }) => job)).toEqual(['Writer', 'Director']);
  });

  it('has genres in English, whatever their names', () => {
    expect(genreSlugs([], [{ id: 878, name: 'Ciencia ficción' }])).toEqual(['sci-fi']);
    expect(genreSlugs([10759, 28], [])).toEqual(['action', 'adventure']);
    expect(genreSlugs([99_999], [{ id: 99_998, name: 'Brand New' }])).toEqual(['brand-new']);
  });

  it.each([
    ['Netflix', 'netflix'],
    ['Disney+', 'disney-plus'],
    ['Amazon Prime Video', 'amazon-prime-video'],
    ['A&E Crime', 'a-and-e-crime'],
    ['Ciné+ OCS', 'cine-plus-ocs'],
    ['爱奇艺', 'service-12'],
  ])('writes the service %s as %s', (name, slug) => expect(serviceSlug(name, 12)).toBe(slug));
});
