import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../common/database/unit-of-work.js';

export interface GenreCount {
  readonly name: string;
  readonly count: number;
}

/** Counting reads every title: what took long is kept longer, so that it never takes more than a twentieth of the time. */
const KEPT_PER_COST = 20;

const COUNT = `
  SELECT genre AS name, count(*)::int AS count
    FROM media CROSS JOIN unnest(media.genres) AS genre
   WHERE media.media_type <> 'episode' AND media.genres <> '{}'
   GROUP BY genre ORDER BY genre`;

/** The genres of the catalogue. */
@Injectable()
export class MediaGenres {
  private counting: Promise<GenreCount[]> | undefined;
  private keptUntil = 0;

  constructor(private readonly uow: UnitOfWork) {}

  /** By name, with the number of titles; the numbers may be some seconds old when there are very many titles. */
  list(): Promise<GenreCount[]> {
    if (this.counting === undefined || Date.now() > this.keptUntil) this.counting = this.count();
    return this.counting;
  }

  private async count(): Promise<GenreCount[]> {
    this.keptUntil = Infinity;
    const startedAt = Date.now();
    try {
      const counts = await this.uow.manager.query<GenreCount[]>(COUNT);
      this.keptUntil = Date.now() + KEPT_PER_COST * (Date.now() - startedAt);
      return counts;
    } catch (error) {
      this.counting = undefined;
      throw error;
    }
  }
}
