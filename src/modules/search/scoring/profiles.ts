export const QualityPreference = { High: 'high', Medium: 'medium', Any: 'any' } as const;
export type QualityPreference = (typeof QualityPreference)[keyof typeof QualityPreference];

type Points = Readonly<Record<string, number>>;

/** Points by what the name says; `unknown` stands for everything that is not listed. */
export interface QualityProfile {
  readonly resolutions: Points;
  readonly sources: Points;
  readonly codecs: Points;
}

const CODECS: Points = { av1: 10, h265: 10, h264: 9, vp9: 8, vc1: 6, mpeg2: 3, xvid: 2, divx: 2, unknown: 5 };

/** Filmed in a cinema, or taken from an unfinished copy. */
const poorSources = (points: number): Points => ({
  CAM: points,
  TS: points,
  TC: points,
  WORKPRINT: points,
  SCR: Math.round(points / 2),
  R5: Math.round(points / 2),
});

const HIGH: QualityProfile = {
  resolutions: {
    '2160p': 35,
    '1440p': 32,
    '1080p': 32,
    '720p': 20,
    '576p': 8,
    '480p': 6,
    '360p': 2,
    unknown: 8,
  },
  sources: {
    'BluRay REMUX': 25,
    BluRay: 24,
    UHDRip: 23,
    'WEB-DL': 23,
    WEB: 22,
    WEBRip: 20,
    BDRip: 18,
    BRRip: 16,
    'WEB-DLRip': 16,
    HDTV: 14,
    DVD: 10,
    DVDRip: 10,
    unknown: 8,
    ...poorSources(-60),
  },
  codecs: CODECS,
};

/** Good on a laptop and over a slow line: very large releases lose what they gain. */
const MEDIUM: QualityProfile = {
  resolutions: {
    '1080p': 35,
    '720p': 32,
    '1440p': 25,
    '2160p': 16,
    '576p': 16,
    '480p': 14,
    '360p': 6,
    unknown: 14,
  },
  sources: {
    ...HIGH.sources,
    'BluRay REMUX': 12,
    'WEB-DL': 25,
    WEB: 24,
    WEBRip: 24,
    BDRip: 22,
    BRRip: 20,
    ...poorSources(-45),
  },
  codecs: CODECS,
};

/** Whatever can be had: only seeders and honesty matter much. */
const ANY: QualityProfile = {
  resolutions: {
    '2160p': 30,
    '1440p': 30,
    '1080p': 32,
    '720p': 30,
    '576p': 26,
    '480p': 25,
    '360p': 20,
    unknown: 22,
  },
  sources: { ...HIGH.sources, HDTV: 20, DVD: 20, DVDRip: 20, unknown: 16, ...poorSources(-25) },
  codecs: CODECS,
};

export const PROFILES: Readonly<Record<QualityPreference, QualityProfile>> = {
  high: HIGH,
  medium: MEDIUM,
  any: ANY,
};
