import type { NameMark } from './name-mark.js';
import type { Title } from './title.js';
import type { NameYear } from './year.js';

/** More episodes than a season has. */
const LONG_COUNT = 100;
const FANSUB = /VOSTFR/i;

/** Where nothing but technical words ends a title, `Title - Words - Words` may have other things in it. */
export function withoutSecondPart(own: Title, isOpen: boolean): Title {
  const [first, ...others] = own.title.split(' - ');
  if (!isOpen || first === undefined || others.length === 0) return own;
  return { title: first, alternatives: [own.title, ...own.alternatives] };
}

/** The count through all seasons may stand before that within the season: `Title - 313-315 - s16e03-05`. */
export function withoutSecondCount(body: string, end: number): number {
  return (
    /(?:[\s._-]+\d{3}-\d{3}|\s-\s\d{1,4}\s*\(|\s-\s\d{2,4}\s-)[\s._-]*$/.exec(body.slice(0, end))?.index ??
    end
  );
}

/** Databases of series tell those of one name apart by the year in brackets: it is a part of the title there. */
export function yearAsDistinction(body: string, year: NameYear | null, place: number): string {
  const between = year === null ? '' : body.slice(year.start, place);
  return /^[[(]\d{4}[\])/][\s._\-[(]*$/.test(between) ? ` (${year?.year})` : '';
}

/** The season of an anime whose episodes are counted beside it, as in `Title S2 - 07`, is a part of its title. */
export function seasonAsDistinction(body: string, mark: NameMark | null, isAnime: boolean): string {
  const isCounted = isAnime || (mark?.episodes[0] ?? 0) >= LONG_COUNT;
  if (!mark || !isCounted || (mark.absolute !== true && !FANSUB.test(body))) return '';
  const season = /^s(\d{1,2})(?=[\s\]_.[-]+(?:ep(?:isode)?[\s.]?)?\d)/i.exec(
    body.slice(mark.start, mark.end),
  );
  return season ? ` S${Number(season[1])}` : '';
}
