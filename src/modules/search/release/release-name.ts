import { parseTorrentTitle } from '@viren070/parse-torrent-title';

/** The parser's patterns are many; a longer name is hostile rather than informative. */
const MAX_PARSED_LENGTH = 512;
const MIN_YEAR = 1870;
const MAX_YEAR = 2100;

/** What a release name says. Stored with the source as JSON. */
export interface ParsedRelease {
  readonly title: string;
  readonly year: number | null;
  readonly seasons: number[];
  readonly episodes: number[];
  /** Such as `1080p`. */
  readonly resolution: string | null;
  /** Where it was taken from, such as `BluRay`, `WEB-DL` or `CAM`. */
  readonly source: string | null;
  /** `h264`, `h265`, `av1`, `xvid`, `divx`, `mpeg2` or `vp9`, or as the name says. */
  readonly codec: string | null;
  readonly hdr: string[];
  readonly audio: string[];
  readonly languages: string[];
  readonly group: string | null;
  readonly edition: string | null;
  readonly isProper: boolean;
  readonly isHardcoded: boolean;
  readonly isUpscaled: boolean;
  readonly is3d: boolean;
}

const CODECS: Readonly<Record<string, string>> = {
  x264: 'h264',
  h264: 'h264',
  avc: 'h264',
  x265: 'h265',
  h265: 'h265',
  hevc: 'h265',
};

/** The library says TeleSync and the like; the scene, and the contract with clients, use the short forms. */
const SOURCES: Readonly<Record<string, string>> = {
  TeleSync: 'TS',
  TeleCine: 'TC',
  REMUX: 'BluRay REMUX',
};

export function parseReleaseName(name: string): ParsedRelease {
  const known = parseTorrentTitle(name.slice(0, MAX_PARSED_LENGTH));
  return {
    title: titleOf(known.title, name),
    year: yearOf(known.year),
    seasons: known.seasons ?? [],
    episodes: known.episodes ?? [],
    resolution: resolutionOf(known.resolution),
    source: known.quality === undefined ? null : (SOURCES[known.quality] ?? known.quality),
    codec: codecOf(known.codec),
    hdr: known.hdr ?? [],
    audio: known.audio ?? [],
    languages: known.languages ?? [],
    group: known.group ?? null,
    edition: known.editions?.[0] ?? null,
    isProper: known.proper === true || known.repack === true,
    isHardcoded: known.hardcoded === true,
    isUpscaled: known.upscaled === true,
    is3d: known.threeD !== undefined,
  };
}

function titleOf(parsed: string | undefined, name: string): string {
  const title = parsed?.trim() ?? '';
  return title === '' ? name.trim() : title;
}

/** A box set says `1999-2003`: its first year. */
function yearOf(text: string | undefined): number | null {
  const year = Number(/\d{4}/.exec(text ?? '')?.[0] ?? NaN);
  return year >= MIN_YEAR && year <= MAX_YEAR ? year : null;
}

function resolutionOf(text: string | undefined): string | null {
  const resolution = text?.toLowerCase();
  if (resolution === undefined) return null;
  if (resolution === '4k') return '2160p';
  return resolution === '2k' ? '1440p' : resolution;
}

function codecOf(text: string | undefined): string | null {
  const codec = text?.toLowerCase();
  return codec === undefined ? null : (CODECS[codec] ?? codec);
}
