export const TmdbMediaType = { Movie: 'movie', Tv: 'tv' } as const;
export type TmdbMediaType = (typeof TmdbMediaType)[keyof typeof TmdbMediaType];

/** What TMDB said, and when. `isStale` means that it is older than TMDB allows, because TMDB cannot be asked just now. */
export interface TmdbAnswer<T> {
  readonly value: T;
  readonly isStale: boolean;
  /** When TMDB last confirmed it. */
  readonly fetchedAt: Date;
}

export interface TmdbSearch {
  readonly query: string;
  readonly mediaType: TmdbMediaType | 'all';
  readonly year: number | null;
  /** From 1 to 500. */
  readonly page: number;
}

/** A movie or a series as lists show it. Dates are YYYY-MM-DD, image addresses are absolute. */
export interface TmdbTitle {
  readonly tmdbId: number;
  readonly mediaType: TmdbMediaType;
  readonly title: string;
  readonly originalTitle: string | null;
  /** ISO 639-1. */
  readonly originalLanguage: string | null;
  readonly overview: string | null;
  /** Of the first release or broadcast. */
  readonly releaseDate: string | null;
  readonly year: number | null;
  readonly posterUrl: string | null;
  readonly backdropUrl: string | null;
  /** 0 to 10; null while nobody has voted. */
  readonly rating: number | null;
  readonly voteCount: number;
  readonly popularity: number;
  /** Lower case, in English whatever the language: `action`, `sci-fi`. */
  readonly genres: readonly string[];
}

export interface TmdbTitlePage {
  readonly page: number;
  readonly totalPages: number;
  /** As TMDB counts: people and repetitions included. */
  readonly totalResults: number;
  /** Movies and series only, each once, the best match first. */
  readonly titles: readonly TmdbTitle[];
}

export interface TmdbCastMember {
  readonly personId: number;
  readonly name: string;
  readonly profileUrl: string | null;
  readonly character: string | null;
  /** 0 is the first name of the credits. */
  readonly order: number;
}

export interface TmdbCrewMember {
  readonly personId: number;
  readonly name: string;
  readonly profileUrl: string | null;
  /** `Director`, `Writer`, `Creator`, … */
  readonly job: string;
  readonly department: string | null;
}

export type TmdbImageKind = 'poster' | 'backdrop' | 'logo';

export interface TmdbImage {
  readonly kind: TmdbImageKind;
  readonly url: string;
  /** ISO 639-1; null for images without text. */
  readonly language: string | null;
  /** Of the original, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** What a movie and a series have in common beyond the list. */
export interface TmdbDetails extends TmdbTitle {
  readonly imdbId: string | null;
  readonly tvdbId: number | null;
  readonly tagline: string | null;
  readonly homepage: string | null;
  /** TMDB's word: `Released`, `Returning Series`, `Ended`, … */
  readonly status: string | null;
  /** Age rating in the configured region, else in the US: `PG-13`, `TV-MA`. */
  readonly certification: string | null;
  /** Of a series: of a typical episode. */
  readonly runtimeMinutes: number | null;
  /** Other names, without `title` and `originalTitle`, each once. */
  readonly alternativeTitles: readonly string[];
  /** ISO 3166-1. */
  readonly countries: readonly string[];
  /** In order of the credits; not cut short. */
  readonly cast: readonly TmdbCastMember[];
  readonly crew: readonly TmdbCrewMember[];
  /** Best voted first within a kind. */
  readonly images: readonly TmdbImage[];
}

export interface TmdbMovie extends TmdbDetails {
  readonly mediaType: 'movie';
}

export interface TmdbSeasonSummary {
  readonly tmdbId: number;
  /** 0 is for specials. */
  readonly seasonNumber: number;
  readonly name: string;
  readonly overview: string | null;
  readonly posterUrl: string | null;
  readonly airDate: string | null;
  readonly episodeCount: number;
}

export interface TmdbSeries extends TmdbDetails {
  readonly mediaType: 'tv';
  readonly lastAirDate: string | null;
  readonly nextAirDate: string | null;
  /** More episodes may come. */
  readonly isInProduction: boolean;
  readonly seasonCount: number;
  readonly episodeCount: number;
  readonly networks: readonly string[];
  /** By number. */
  readonly seasons: readonly TmdbSeasonSummary[];
}

export interface TmdbEpisode {
  readonly tmdbId: number;
  readonly seasonNumber: number;
  readonly episodeNumber: number;
  readonly title: string;
  readonly overview: string | null;
  readonly airDate: string | null;
  readonly stillUrl: string | null;
  readonly rating: number | null;
  readonly runtimeMinutes: number | null;
}

export interface TmdbSeason extends TmdbSeasonSummary {
  /** By number. */
  readonly episodes: readonly TmdbEpisode[];
}

export const WatchAccess = {
  Subscription: 'subscription',
  Free: 'free',
  Ads: 'ads',
  Rent: 'rent',
  Buy: 'buy',
} as const;
export type WatchAccess = (typeof WatchAccess)[keyof typeof WatchAccess];

/** One way to watch a title at a service. The data is JustWatch's and must be shown with its name. */
export interface TmdbWatchOffer {
  /** `netflix`, `amazon-prime-video`. */
  readonly service: string;
  /** As people write it. */
  readonly serviceName: string;
  readonly access: WatchAccess;
  readonly logoUrl: string | null;
}

export interface TmdbWatchProviders {
  /** ISO 3166-1. */
  readonly region: string;
  /** TMDB's page with the links of all services; there is none to a single service. */
  readonly link: string | null;
  /** The best known services first within an access. */
  readonly offers: readonly TmdbWatchOffer[];
}
