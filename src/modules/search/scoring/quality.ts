import type { ParsedRelease } from '../release/release-name.js';

/**
 * What a release can be: where it was taken from and its resolution. In the order in which most people prefer them; a
 * profile has an order of its own. `HDTV` is also what names a resolution and no source.
 */
export const Quality = {
  Remux2160p: 'Remux-2160p',
  Bluray2160p: 'Bluray-2160p',
  Web2160p: 'WEB-2160p',
  Hdtv2160p: 'HDTV-2160p',
  Remux1080p: 'Remux-1080p',
  Bluray1080p: 'Bluray-1080p',
  Web1080p: 'WEB-1080p',
  Hdtv1080p: 'HDTV-1080p',
  Bluray720p: 'Bluray-720p',
  Web720p: 'WEB-720p',
  Hdtv720p: 'HDTV-720p',
  Dvd: 'DVD',
  Sd: 'SD',
  Unknown: 'Unknown',
  Screener: 'Screener',
  Telecine: 'TC',
  Telesync: 'TS',
  Cam: 'CAM',
  Workprint: 'Workprint',
} as const;
export type Quality = (typeof Quality)[keyof typeof Quality];

export const QUALITIES: readonly Quality[] = Object.values(Quality);

/** Filmed in a cinema, or taken from an unfinished or borrowed copy. */
const POOR: ReadonlySet<Quality> = new Set([
  Quality.Screener,
  Quality.Telecine,
  Quality.Telesync,
  Quality.Cam,
  Quality.Workprint,
]);
export const isPoor = (quality: Quality): boolean => POOR.has(quality);

const POOR_BY_SOURCE: ReadonlyMap<string, Quality> = new Map([
  ['cam', Quality.Cam],
  ['ts', Quality.Telesync],
  ['tc', Quality.Telecine],
  ['scr', Quality.Screener],
  ['r5', Quality.Screener],
  ['ppv', Quality.Screener],
  ['workprint', Quality.Workprint],
]);

type Family = 'remux' | 'bluray' | 'web' | 'hdtv' | 'dvd' | 'vhs';

const FAMILIES: readonly (readonly [RegExp, Family])[] = [
  [/remux/, 'remux'],
  [/blu-?ray|^b[dr](?:rip|mux)|^uhdrip|^hd-?dvd/, 'bluray'],
  [/^web/, 'web'],
  [/dvd/, 'dvd'],
  [/^vhs/, 'vhs'],
  [/tv|^hdrip|^satrip|^dvb/, 'hdtv'],
];

const familyOf = ({ source, isRemux }: ParsedRelease): Family | null =>
  isRemux ? 'remux' : (FAMILIES.find(([pattern]) => pattern.test(source?.toLowerCase() ?? ''))?.[1] ?? null);

type Height = 2160 | 1080 | 720;

const BY_HEIGHT: Readonly<Record<Height, Readonly<Record<'remux' | 'bluray' | 'web' | 'hdtv', Quality>>>> = {
  2160: {
    remux: Quality.Remux2160p,
    bluray: Quality.Bluray2160p,
    web: Quality.Web2160p,
    hdtv: Quality.Hdtv2160p,
  },
  1080: {
    remux: Quality.Remux1080p,
    bluray: Quality.Bluray1080p,
    web: Quality.Web1080p,
    hdtv: Quality.Hdtv1080p,
  },
  // Nobody makes untouched copies of discs in 720p; what says so is a plain encode.
  720: {
    remux: Quality.Bluray720p,
    bluray: Quality.Bluray720p,
    web: Quality.Web720p,
    hdtv: Quality.Hdtv720p,
  },
};

/** The tier of a resolution; null below 720 lines. 1440p counts as the tier beneath it. */
function tierOf(lines: number): Height | null {
  if (lines >= 2160) return 2160;
  if (lines >= 1080) return 1080;
  return lines >= 720 ? 720 : null;
}

/** The quality that a name tells. A poor source stays poor in any resolution. */
export function qualityOf(parsed: ParsedRelease): Quality {
  const poor = POOR_BY_SOURCE.get(parsed.source?.toLowerCase() ?? '');
  if (poor) return poor;
  const family = familyOf(parsed);
  if (family === 'dvd') return Quality.Dvd;
  if (family === 'vhs') return Quality.Sd;
  const lines = Number.parseInt(parsed.resolution ?? '', 10);
  if (Number.isNaN(lines)) return withoutResolution(family);
  const tier = tierOf(lines);
  return tier === null ? Quality.Sd : BY_HEIGHT[tier][family ?? 'hdtv'];
}

/** An untouched disc is full HD at least; an encode that keeps silent about its resolution has little of it. */
function withoutResolution(family: Family | null): Quality {
  if (family === 'remux') return Quality.Remux1080p;
  return family === null ? Quality.Unknown : Quality.Sd;
}
