import { ProviderError } from '../provider.errors.js';
import type { XmlDocument, XmlElement } from './xml-element.js';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

/** What one kind of search takes. */
export interface SearchMode {
  readonly isAvailable: boolean;
  /** Null when the indexer does not say. */
  readonly parameters: ReadonlySet<string> | null;
}

/** What an indexer can do. */
export interface Caps {
  readonly limit: number;
  readonly search: SearchMode;
  readonly movieSearch: SearchMode;
  readonly tvSearch: SearchMode;
  /** Empty when the indexer lists none. */
  readonly categories: ReadonlySet<number>;
}

const PLAIN: SearchMode = { isAvailable: true, parameters: null };
const ABSENT: SearchMode = { isAvailable: false, parameters: null };

/** For an indexer whose capabilities can't be read: plain search is what all of them have. */
export const PLAIN_CAPS: Caps = {
  limit: DEFAULT_LIMIT,
  search: PLAIN,
  movieSearch: ABSENT,
  tvSearch: ABSENT,
  categories: new Set(),
};

export function readCaps({ rootName, root }: XmlDocument): Caps {
  if (rootName !== 'caps') {
    throw new ProviderError('PROVIDER_RESPONSE_INVALID', 'The provider does not describe its capabilities');
  }
  const searching = root.child('searching');
  return {
    limit: readLimit(root.child('limits')),
    search: readMode(searching?.child('search')) ?? PLAIN,
    movieSearch: readMode(searching?.child('movie-search')) ?? ABSENT,
    tvSearch: readMode(searching?.child('tv-search')) ?? ABSENT,
    categories: readCategories(root.child('categories')),
  };
}

function readLimit(limits: XmlElement | undefined): number {
  const max = Number(limits?.attribute('max') ?? NaN);
  return Number.isInteger(max) && max > 0 ? Math.min(max, MAX_LIMIT) : DEFAULT_LIMIT;
}

function readMode(mode: XmlElement | undefined): SearchMode | undefined {
  if (!mode) return undefined;
  const parameters = mode.attribute('supportedParams');
  return {
    isAvailable: mode.attribute('available') === 'yes',
    parameters: parameters
      ? new Set(parameters.split(',').map((parameter) => parameter.trim().toLowerCase()))
      : null,
  };
}

function readCategories(categories: XmlElement | undefined): Set<number> {
  const listed = categories?.children('category') ?? [];
  const all = [...listed, ...listed.flatMap((category) => category.children('subcat'))];
  return new Set(all.map((category) => Number(category.attribute('id') ?? NaN)).filter(Number.isInteger));
}
