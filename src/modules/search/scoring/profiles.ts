import { Quality, QUALITIES } from './quality.js';

export const QualityPreference = { High: 'high', Medium: 'medium', Any: 'any' } as const;
export type QualityPreference = (typeof QualityPreference)[keyof typeof QualityPreference];

/** `ORIGINAL` among a profile's languages: what a release has that names no language, or several. */
export const ORIGINAL = 'original';

/** Bounds of one quality, in megabytes (10⁶ bytes) a minute; null is no bound. */
export interface SizeLimit {
  readonly quality: Quality;
  readonly minMbPerMinute: number | null;
  readonly maxMbPerMinute: number | null;
}

/** Words that make a release better or, with negative points, worse. */
export interface PreferredTerm {
  readonly term: string;
  readonly points: number;
}

/** What is wanted of a release. Whoever changes profiles sees to it that `cutoff` is one of `qualities`. */
export interface ProfileRules {
  /** Allowed qualities, best first. Everything else is refused. */
  readonly qualities: readonly Quality[];
  /** From here on a quality is good enough, and nothing better need be looked for. */
  readonly cutoff: Quality;
  /** Whether something that is there already may be replaced by something better, up to the cutoff. */
  readonly isUpgradeAllowed: boolean;
  readonly sizeLimits: readonly SizeLimit[];
  readonly preferredTerms: readonly PreferredTerm[];
  readonly rejectedTerms: readonly string[];
  /** ISO 639-1 codes and `original`; empty allows all. */
  readonly languages: readonly string[];
  readonly minSeeders: number;
  /** Best first; empty when it does not matter. */
  readonly preferredCodecs: readonly string[];
}

const HD: readonly Quality[] = QUALITIES.slice(0, QUALITIES.indexOf(Quality.Dvd));

/** Films of two hours stay below 15 GB, the usual good encode of one has about half of that. */
const MODERATE_MB_PER_MINUTE = 125;

const MODERATE: readonly Quality[] = [
  Quality.Web1080p,
  Quality.Bluray1080p,
  Quality.Hdtv1080p,
  Quality.Bluray720p,
  Quality.Web720p,
  Quality.Hdtv720p,
  Quality.Web2160p,
  Quality.Bluray2160p,
  Quality.Hdtv2160p,
  Quality.Dvd,
  Quality.Sd,
  Quality.Unknown,
];

const WHATEVER: readonly Quality[] = [
  Quality.Bluray1080p,
  Quality.Web1080p,
  Quality.Hdtv1080p,
  Quality.Bluray720p,
  Quality.Web720p,
  Quality.Hdtv720p,
  Quality.Bluray2160p,
  Quality.Web2160p,
  Quality.Hdtv2160p,
  Quality.Remux1080p,
  Quality.Remux2160p,
  Quality.Dvd,
  Quality.Sd,
  Quality.Unknown,
  Quality.Screener,
  Quality.Telecine,
  Quality.Telesync,
  Quality.Cam,
  Quality.Workprint,
];

const NO_WISHES = {
  isUpgradeAllowed: true,
  sizeLimits: [],
  preferredTerms: [],
  rejectedTerms: [],
  languages: [],
  minSeeders: 0,
  preferredCodecs: [],
} as const;

/** The built-in profiles as they are delivered, and as a reset restores them. */
export const BUILT_IN_RULES: Readonly<Record<QualityPreference, ProfileRules>> = {
  high: { ...NO_WISHES, qualities: HD, cutoff: Quality.Web1080p },
  medium: {
    ...NO_WISHES,
    qualities: MODERATE,
    cutoff: Quality.Hdtv720p,
    sizeLimits: MODERATE.map((quality) => ({
      quality,
      minMbPerMinute: null,
      maxMbPerMinute: MODERATE_MB_PER_MINUTE,
    })),
  },
  any: { ...NO_WISHES, qualities: WHATEVER, cutoff: Quality.Sd, isUpgradeAllowed: false },
};
