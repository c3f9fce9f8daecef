import type { SearchSource } from './search-source.entity.js';

const seedersOf = ({ seeders }: SearchSource): number => seeders ?? -1;

/**
 * One torrent found twice: null when nothing is learned. The offer with more seeders is shown; name and title stay
 * those of the first, so that a source never moves to another title while somebody looks at it.
 */
export function mergeSource(known: SearchSource, found: SearchSource): SearchSource | null {
  const isBetter = seedersOf(found) > seedersOf(known);
  const isNewProvider = !known.foundBy.includes(found.provider);
  const learnsMagnet = known.magnetLink === null && found.magnetLink !== null;
  if (!isBetter && !isNewProvider && !learnsMagnet) return null;
  const shown = isBetter ? found : known;
  const other = isBetter ? known : found;
  return {
    ...known,
    provider: shown.provider,
    indexer: shown.indexer,
    seeders: shown.seeders,
    leechers: shown.leechers,
    foundBy: isNewProvider ? [...known.foundBy, found.provider] : known.foundBy,
    magnetLink: shown.magnetLink ?? other.magnetLink,
    torrentUrl: shown.torrentUrl ?? other.torrentUrl,
    sizeBytes: known.sizeBytes ?? found.sizeBytes,
    publishedAt: known.publishedAt ?? found.publishedAt,
    downloadVolumeFactor: shown.downloadVolumeFactor ?? other.downloadVolumeFactor,
  };
}
