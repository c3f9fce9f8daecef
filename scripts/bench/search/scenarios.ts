import type { BenchSystem } from './bench-system.js';
import { spreadOf } from './figures.js';
import type { Spread } from './figures.js';
import type { Exchange, IndexerBehaviour } from './indexer.js';
import { Searcher } from './searcher.js';
import type { Observed } from './searcher.js';

export const INDEXERS: readonly IndexerBehaviour[] = [
  { name: 'fast', delayMs: 5, releases: 12 },
  { name: 'medium', delayMs: 60, releases: 30 },
  { name: 'slow', delayMs: 150, releases: 20 },
  { name: 'refusing', delayMs: 20, releases: 0, fault: 'refuses' },
  { name: 'hanging', delayMs: 0, releases: 0, fault: 'hangs' },
];
const ANSWERING = ['fast', 'medium', 'slow', 'refusing', 'library'];
/** What each search asks and gets. */
export const SIZE = {
  providers: ANSWERING.length,
  offers: INDEXERS.filter(({ name }) => ANSWERING.includes(name)).reduce((sum, one) => sum + one.releases, 0),
};
export const WARM_UP = 10;
export const CROWD = { people: 10, searchesEach: 10 };
export const HANGING = { searches: 5, timeoutSeconds: 1 };
const PATIENCE_SECONDS = 60;
const LETTERS = 26;

/** By name of the figure, in ms. */
export type Figures = Record<string, Spread | null>;

/** Words that no release name parser takes for something else, different for each number. */
function titleOf(number: number): string {
  let rest = number;
  let word = '';
  for (let place = 0; place < 4; place++) {
    word += String.fromCharCode('a'.charCodeAt(0) + (rest % LETTERS));
    rest = Math.floor(rest / LETTERS);
  }
  return `harbour lantern of qu${word}n`;
}

let asked = 0;
const nextWish = (providers: readonly string[], timeoutSeconds = PATIENCE_SECONDS) => ({
  query: titleOf(asked++),
  providers,
  timeoutSeconds,
});

/** One search after the other. */
export async function measureSingle(system: BenchSystem, searches: number): Promise<Figures> {
  const searcher = await Searcher.register(system.url);
  for (let count = 0; count < WARM_UP; count++) await searcher.search(nextWish(ANSWERING));
  const observed: Observed[] = [];
  for (let count = 0; count < searches; count++) observed.push(await searcher.search(nextWish(ANSWERING)));
  searcher.close();
  const seen = observed.map((one) => ({ one, exchanges: exchangesOf(system, one) }));
  return {
    'POST /search until 202': spreadOf(observed.map((one) => one.acceptedAt - one.sentAt)),
    'POST /search until the first provider is asked': spreadOf(
      seen.map(({ one, exchanges }) => Math.min(...exchanges.map(({ askedAt }) => askedAt)) - one.sentAt),
    ),
    'first result after the fastest answer': spreadOf(
      seen.flatMap(({ one, exchanges }) => sinceFastest(one, exchanges)),
    ),
    'completion after the last answer': spreadOf(
      seen.map(
        ({ one, exchanges }) => one.endedAt - Math.max(...exchanges.map(({ answeredAt }) => answeredAt)),
      ),
    ),
    'completion minus the slowest provider’s own time': spreadOf(
      seen.map(({ one, exchanges }) => one.endedAt - one.sentAt - slowestOf(exchanges)),
    ),
  };
}

/** Many people at once, each with many searches. */
export async function measureCrowd(system: BenchSystem): Promise<Figures> {
  const people = await Promise.all(Array.from({ length: CROWD.people }, () => Searcher.register(system.url)));
  const began = performance.now();
  const byPerson = await Promise.all(
    people.map((person) =>
      Promise.all(Array.from({ length: CROWD.searchesEach }, () => person.search(nextWish(ANSWERING)))),
    ),
  );
  for (const person of people) person.close();
  const all = byPerson.flat();
  return {
    'POST /search until 202': spreadOf(all.map((one) => one.acceptedAt - one.sentAt)),
    'first result after its POST': spreadOf(
      all.flatMap((one) => (one.firstResultAt === null ? [] : [one.firstResultAt - one.sentAt])),
    ),
    'completion after its POST': spreadOf(all.map((one) => one.endedAt - one.sentAt)),
    'a person’s mean completion': spreadOf(
      byPerson.map((own) => mean(own.map((one) => one.endedAt - one.sentAt))),
    ),
    'all completed': spreadOf([Math.max(...all.map((one) => one.endedAt)) - began]),
  };
}

/** One provider never answers: the others' results come at once, the end at the deadline. */
export async function measureHanging(system: BenchSystem): Promise<Figures> {
  const searcher = await Searcher.register(system.url);
  const observed: Observed[] = [];
  const providers = [...ANSWERING, 'hanging'];
  for (let count = 0; count < HANGING.searches; count++) {
    observed.push(await searcher.search(nextWish(providers, HANGING.timeoutSeconds)));
  }
  searcher.close();
  return {
    'first result after the fastest answer': spreadOf(
      observed.flatMap((one) => sinceFastest(one, exchangesOf(system, one))),
    ),
    'completion after the deadline, which is 1 s after the 202': spreadOf(
      observed.map((one) => one.endedAt - one.acceptedAt - HANGING.timeoutSeconds * 1000),
    ),
  };
}

const exchangesOf = (system: BenchSystem, { query }: Observed): Exchange[] =>
  [...system.indexers.values()].flatMap((indexer) => indexer.exchangeOf(query) ?? []);

/** Of those that found something. */
function sinceFastest(one: Observed, exchanges: readonly Exchange[]): number[] {
  if (one.firstResultAt === null) return [];
  return [one.firstResultAt - Math.min(...exchanges.map(({ answeredAt }) => answeredAt))];
}

const slowestOf = (exchanges: readonly Exchange[]): number =>
  Math.max(...exchanges.map(({ askedAt, answeredAt }) => answeredAt - askedAt));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
