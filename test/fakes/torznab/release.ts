/** One release as an indexer knows it. */
export interface FakeRelease {
  readonly title: string;
  /** 40 hexadecimal digits. */
  readonly infoHash: string;
  readonly magnet: string;
  readonly sizeBytes: number;
  readonly seeders: number;
  /** Everyone in the swarm, the seeders included, as Torznab counts. */
  readonly peers: number;
  /** Without one the item carries no date. */
  readonly publishedAt?: Date;
  /** Torznab category numbers; by default films in HD. */
  readonly categories?: readonly number[];
  /** With or without its `tt`. */
  readonly imdbId?: string;
  readonly tmdbId?: number;
}

export const DEFAULT_CATEGORIES: readonly number[] = [2000, 2040];
