import * as fc from 'fast-check';
import type { SearchTitle } from '../search-title.entity.js';
import { candidateOfTitle, nameKeys } from './title-candidate.js';
import type { TitleCandidate } from './title-candidate.js';
import { TitlePlan } from './title-plan.js';

const release = (title: string, year: number | null, more: Partial<TitleCandidate> = {}): TitleCandidate => ({
  mediaType: 'movie',
  title,
  year,
  keys: nameKeys([title]),
  tmdbId: null,
  imdbId: null,
  details: null,
  ...more,
});

const known = (title: string, year: number, tmdbId: number, otherTitles: string[] = []): TitleCandidate =>
  candidateOfTitle({
    mediaType: 'movie',
    title,
    originalTitle: null,
    otherTitles,
    year,
    tmdbId,
    imdbId: null,
    mediaId: null,
    posterUrl: null,
    overview: 'Known',
    rating: null,
    runtimeMinutes: null,
  });

/** Places the candidates one by one, each in a batch of its own; answers with the titles that remain. */
function titlesOf(candidates: readonly TitleCandidate[], year: number | null = null): SearchTitle[] {
  const titles: SearchTitle[] = [];
  for (const candidate of candidates) {
    const plan = new TitlePlan(titles, { searchId: 's', provider: 'p', query: { year } });
    plan.place(candidate);
    plan.settleYearless();
  }
  return titles.filter(({ mergedInto }) => mergedInto === null);
}

const namesOf = (titles: readonly SearchTitle[]) =>
  titles.map(({ title, year, tmdbId }) => `${title} ${year} ${tmdbId}`).sort();

describe('TitlePlan', () => {
  it('puts releases under the title that a provider knows, whoever answers first', () => {
    const all = [
      release('Amelie', 2001),
      release('Le Fabuleux Destin d Amelie Poulain', 2001),
      release('amélie', 2002),
      known('Amélie', 2001, 194, ["Le Fabuleux Destin d'Amélie Poulain"]),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(namesOf(titlesOf(order))).toEqual(['Amélie 2001 194']);
      }),
    );
  });

  it('keeps remakes apart', () => {
    const all = [
      known('Dune', 1984, 841),
      known('Dune', 2021, 438_631),
      release('Dune', 1984),
      release('Dune', 2021),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => {
        expect(namesOf(titlesOf(order))).toEqual(['Dune 1984 841', 'Dune 2021 438631']);
      }),
    );
  });

  it('guesses no year among remakes, unless one was asked for', () => {
    const all = [known('Dune', 1984, 841), known('Dune', 2021, 438_631), release('Dune', null)];
    expect(namesOf(titlesOf(all))).toHaveLength(3);
    expect(namesOf(titlesOf(all, 1984))).toEqual(['Dune 1984 841', 'Dune 2021 438631']);
  });

  it('puts a release without a year under its only namesake', () => {
    const all = [release('Nosferatu', null), known('Nosferatu', 1922, 653)];
    expect(namesOf(titlesOf(all))).toEqual(['Nosferatu 1922 653']);
    expect(namesOf(titlesOf(all.toReversed()))).toEqual(['Nosferatu 1922 653']);
  });

  it('takes an id more seriously than a name', () => {
    const titles = titlesOf([known('Amélie', 2001, 194), release('Something Else', 2001, { tmdbId: 194 })]);
    expect(namesOf(titles)).toEqual(['Amélie 2001 194']);
    expect(titlesOf([known('Dune', 1984, 841), release('Dune', 1984, { tmdbId: 999 })])).toHaveLength(2);
  });

  it('keeps a movie and a series of one name apart', () => {
    expect(titlesOf([release('Fargo', 1996), release('Fargo', null, { mediaType: 'tv' })])).toHaveLength(2);
  });

  it('remembers what a merged title became', () => {
    const titles: SearchTitle[] = [];
    const plan = new TitlePlan(titles, { searchId: 's', provider: 'p', query: { year: null } });
    const first = plan.place(release('Le Fabuleux Destin d Amelie Poulain', 2001));
    const second = plan.place(release('Amelie', 2001));
    const known1 = plan.place(known('Amélie', 2001, 194, ["Le Fabuleux Destin d'Amélie Poulain"]));
    expect(plan.current(first)).toBe(plan.current(known1));
    expect(plan.current(second)).toBe(plan.current(known1));
  });

  it('keeps what was merged into a title when that gets the id of the catalogue', () => {
    const titles: SearchTitle[] = [];
    const planOf = () => new TitlePlan(titles, { searchId: 's', provider: 'p', query: { year: null } });
    const yearless = planOf().place(release('Quokka Parade', null));
    const plan = planOf();
    const dated = plan.place(release('Quokka Parade', 2010));
    plan.settleYearless();
    plan.rename(dated, 'of the catalogue');
    expect(plan.current(yearless)).toBe(dated);
    expect(plan.changed.has(yearless)).toBe(true);
  });
});
