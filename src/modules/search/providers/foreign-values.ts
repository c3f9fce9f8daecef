const MAX_COUNT = 2 ** 31 - 1;
/** Lengths below this are those of a .torrent file, or made up. */
const MIN_ENCLOSURE_SIZE = 1024 * 1024;
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Feeds escape titles twice: what is left after the XML parser is HTML. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED[name.toLowerCase()] ?? whole;
    const point = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

/** One line of well-formed text without control characters. */
export function cleanText(text: string, maxLength: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.slice(0, maxLength).toWellFormed().trim();
}

/** A count that fits into an integer column; null when there is none. */
export function readCount(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Math.min(Number(text), MAX_COUNT) : null;
}

/** A count that is a number already. */
export const toCount = (value: number | null): number | null =>
  value !== null && Number.isInteger(value) && value >= 0 ? Math.min(value, MAX_COUNT) : null;

/** An IMDb id with or without its `tt`; null for none and for 0, which some write instead. */
export function readImdbId(text: string): string | null {
  const digits = /^(?:tt)?(\d{1,9})$/i.exec(text.trim())?.[1];
  return digits === undefined || Number(digits) === 0 ? null : `tt${digits.padStart(7, '0')}`;
}

/** The first believable size: `<size>`, then the attribute, then the length of the enclosure. */
export function readSize(element = '', attribute = '', length = ''): number | null {
  const stated = [element, attribute].map(toBytes).find((bytes) => bytes !== null);
  if (stated !== undefined) return stated;
  const bytes = toBytes(length);
  return bytes !== null && bytes >= MIN_ENCLOSURE_SIZE ? bytes : null;
}

function toBytes(text: string | null): number | null {
  const bytes = text !== null && /^\d{1,16}$/.test(text) ? Number(text) : 0;
  return bytes > 0 && Number.isSafeInteger(bytes) ? bytes : null;
}

export function readDate(text: string): Date | null {
  const time = text === '' ? NaN : Date.parse(text);
  return time >= EARLIEST && time < LATEST ? new Date(time) : null;
}
