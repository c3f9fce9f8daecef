import { XMLParser } from 'fast-xml-parser';

const DEFAULT_LIMIT = 75;
const MAX_LIMIT = 100;
const CATEGORY_GROUP = 1000;

/** What a search can ask about an item. */
export interface Searchable {
  readonly words: ReadonlySet<string>;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => name === 'torznab:attr',
});

interface ParsedItem {
  item: { title: string; 'torznab:attr'?: { name: string; value: string }[] };
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Reads an item's XML once, for the questions below. */
export function toSearchable(itemXml: string): Searchable {
  const { item } = parser.parse(itemXml) as ParsedItem;
  const attributes = new Map<string, string[]>();
  for (const { name, value } of item['torznab:attr'] ?? []) {
    attributes.set(name, [...(attributes.get(name) ?? []), value]);
  }
  return { words: new Set(wordsOf(item.title)), attributes };
}

const numberOf = (text: string | null): number => Number((text ?? '').replace(/^tt/i, '') || Number.NaN);

function matchesNumber({ attributes }: Searchable, wanted: string | null, ...names: string[]): boolean {
  if (wanted === null || wanted === '') return true;
  return names.some((name) => attributes.get(name)?.some((value) => numberOf(value) === numberOf(wanted)));
}

function matchesCategory({ attributes }: Searchable, wanted: string | null): boolean {
  if (wanted === null || wanted === '') return true;
  const own = attributes.get('category')?.map(Number) ?? [];
  return wanted.split(',').some((part) => {
    const category = Number(part);
    const isGroup = category % CATEGORY_GROUP === 0;
    return own.some((id) => id === category || (isGroup && id - (id % CATEGORY_GROUP) === category));
  });
}

function matchesEpisode({ words }: Searchable, season: string | null, episode: string | null): boolean {
  if (!season) return true;
  const number = (text: string): string => text.padStart(2, '0');
  if (episode) return words.has(`s${number(season)}e${number(episode)}`);
  return [...words].some((word) => word === `s${number(season)}` || word.startsWith(`s${number(season)}e`));
}

/** True when the item answers a search, tvsearch or movie request. */
export function matches(item: Searchable, query: URLSearchParams): boolean {
  return (
    wordsOf(query.get('q') ?? '').every((word) => item.words.has(word)) &&
    matchesCategory(item, query.get('cat')) &&
    matchesNumber(item, query.get('imdbid'), 'imdbid', 'imdb') &&
    matchesNumber(item, query.get('tmdbid'), 'tmdbid') &&
    matchesEpisode(item, query.get('season'), query.get('ep'))
  );
}

/** Where the answer starts and how many items it may hold. */
export function pageOf(query: URLSearchParams): { offset: number; limit: number } {
  const whole = (name: string, fallback: number): number => {
    const value = Number(query.get(name) ?? fallback);
    return Number.isInteger(value) && value >= 0 ? value : fallback;
  };
  return { offset: whole('offset', 0), limit: Math.min(whole('limit', DEFAULT_LIMIT), MAX_LIMIT) };
}
