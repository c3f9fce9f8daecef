export interface FakeEpisode {
  readonly number: number;
  readonly name?: string;
  readonly airDate?: string;
  readonly runtime?: number;
}

export interface FakeSeason {
  readonly number: number;
  readonly name?: string;
  readonly airDate?: string;
  readonly episodes: readonly FakeEpisode[];
}

export interface FakePerson {
  readonly id: number;
  readonly name: string;
  /** Of the cast. */
  readonly character?: string;
  /** Of the crew. */
  readonly job?: string;
}

/** One region's services by the way to watch, each `[id, name]`. */
export type FakeWatch = Readonly<
  Partial<Record<'flatrate' | 'free' | 'ads' | 'rent' | 'buy', ReadonlyArray<readonly [number, string]>>>
>;

/** A title made up by a test. What is left out is as TMDB has it of a new entry: empty, null or 0. */
export interface FakeTitle {
  readonly mediaType: 'movie' | 'tv';
  readonly id: number;
  readonly title: string;
  readonly originalTitle?: string;
  readonly otherTitles?: readonly string[];
  /** YYYY-MM-DD */
  readonly date?: string;
  readonly overview?: string;
  readonly rating?: number;
  readonly popularity?: number;
  /** TMDB's numbers: 28 is action, 18 drama. */
  readonly genreIds?: readonly number[];
  readonly imdbId?: string;
  readonly runtime?: number;
  readonly status?: string;
  readonly people?: readonly FakePerson[];
  readonly seasons?: readonly FakeSeason[];
  /** By region. */
  readonly watch?: Readonly<Record<string, FakeWatch>>;
}
