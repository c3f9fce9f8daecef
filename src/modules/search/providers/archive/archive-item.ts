import { cleanText, decodeEntities, readDate, readImdbId, readSize } from '../foreign-values.js';
import { normaliseInfoHash, writeMagnet } from '../magnet.js';
import { SourceKind } from '../search-provider.js';
import type { FoundTitle, SourceDraft, TitleDraft } from '../search-provider.js';
import type { ArchiveItem } from './archive-client.js';
import { readRuntime } from './runtime.js';

const MAX_TITLE_LENGTH = 300;
const MAX_OVERVIEW_LENGTH = 2000;
const TRACKERS = ['http://bt1.archive.org:6969/announce', 'http://bt2.archive.org:6969/announce'];
const YEAR = /(?:18[7-9]|19\d|20\d)\d/;
const TITLED_YEAR = new RegExp(`^(?<title>.*\\S)\\s*[([](?<year>${YEAR.source})[)\\]]`);

/** A film of the Archive with its torrent; null for an item without a title. */
export function toFoundTitle(item: ArchiveItem, baseUrl: string): FoundTitle | null {
  const fullTitle = cleanText(decodeEntities(item.title[0] ?? ''), MAX_TITLE_LENGTH);
  if (fullTitle === '') return null;
  const titled = TITLED_YEAR.exec(fullTitle)?.groups;
  const year = yearOf(item, titled?.['year']);
  const title = { ...draftOf(item, baseUrl), title: titled?.['title'] ?? fullTitle, year };
  const releaseName = year === null || titled ? fullTitle : `${fullTitle} (${year})`;
  return { kind: 'title', title, sources: [torrentOf(item, releaseName, baseUrl)] };
}

/** The year in the title is what people mean: the date is that of the upload now and then. */
function yearOf({ year, date }: ArchiveItem, titled: string | undefined): number | null {
  const text = [titled, ...year, ...date].find((candidate) => YEAR.test(candidate ?? ''));
  const found = YEAR.exec(text ?? '')?.[0];
  return found === undefined ? null : Number(found);
}

function draftOf(item: ArchiveItem, baseUrl: string): Omit<TitleDraft, 'title' | 'year'> {
  const rating = Number(item.avg_rating[0]);
  return {
    mediaType: 'movie',
    originalTitle: null,
    otherTitles: [],
    tmdbId: null,
    imdbId: imdbIdOf(item),
    mediaId: null,
    posterUrl: addressOf(baseUrl, `services/img/${item.identifier}`),
    overview: overviewOf(item),
    // Stars out of five; 0 is nobody's.
    rating: rating > 0 && rating <= 5 ? rating * 2 : null,
    runtimeMinutes: readRuntime(item.runtime[0] ?? ''),
  };
}

function torrentOf(item: ArchiveItem, releaseName: string, baseUrl: string): SourceDraft {
  const { identifier } = item;
  const infoHash = normaliseInfoHash(item.btih[0] ?? '');
  const webSeed = addressOf(baseUrl, 'download/');
  return {
    kind: SourceKind.Torrent,
    guid: identifier,
    releaseName,
    indexer: null,
    infoHash,
    magnetLink: infoHash && writeMagnet(infoHash, identifier, TRACKERS, [webSeed]),
    torrentUrl: addressOf(baseUrl, `download/${identifier}/${identifier}_archive.torrent`),
    sizeBytes: readSize(item.item_size[0]),
    seeders: null,
    leechers: null,
    publishedAt: readDate(item.publicdate[0] ?? ''),
    mediaType: 'movie',
    tmdbId: null,
    imdbId: imdbIdOf(item),
    downloadVolumeFactor: null,
    uploadVolumeFactor: null,
    offer: null,
  };
}

function imdbIdOf(item: ArchiveItem): string | null {
  const ids = item['external-identifier'].map((urn) => /^urn:imdb:(tt\d{1,9})$/i.exec(urn)?.[1] ?? '');
  return ids.map(readImdbId).find((id) => id !== null) ?? null;
}

/** Descriptions are HTML. */
function overviewOf({ description }: ArchiveItem): string | null {
  const text = decodeEntities(description.join(' ').replace(/<[^<>]*>/g, ' '));
  const overview = cleanText(text, MAX_OVERVIEW_LENGTH);
  return overview === '' ? null : overview;
}

const addressOf = (baseUrl: string, path: string): string => `${baseUrl.replace(/\/$/, '')}/${path}`;
