import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import type { TmdbCastMember, TmdbCrewMember, TmdbImage } from '../../tmdb/index.js';
import { MediaCredit } from './media-credit.entity.js';
import { MediaImage } from './media-image.entity.js';

/** In the order of their ids, so that two titles with the same people don't lock them crosswise. */
const PUT_PEOPLE = `
  INSERT INTO person (id, tmdb_id, name, profile_url)
  SELECT id, tmdb_id, name, profile_url
    FROM jsonb_to_recordset($1::jsonb) AS told (id uuid, tmdb_id integer, name text, profile_url text)
   ORDER BY tmdb_id
  ON CONFLICT (tmdb_id) DO UPDATE SET name = EXCLUDED.name, profile_url = EXCLUDED.profile_url
   WHERE (person.name, person.profile_url) IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.profile_url)`;

const PUT_CREDITS = `
  INSERT INTO media_credit (id, media_id, person_id, kind, position, character, job, department)
  SELECT told.id, $1, person.id, told.kind, told.position, told.character, told.job, told.department
    FROM jsonb_to_recordset($2::jsonb) AS told
           (id uuid, tmdb_id integer, kind text, position integer, character text, job text, department text)
    JOIN person USING (tmdb_id)`;

/** People and images of titles. */
@Injectable()
export class MediaDetails {
  constructor(private readonly uow: UnitOfWork) {}

  /** In the order of the credits. */
  listCredits(mediaId: string): Promise<MediaCredit[]> {
    return this.uow.repository(MediaCredit).find({
      where: { mediaId },
      relations: { person: true },
      order: { kind: 'ASC', position: 'ASC' },
    });
  }

  /** Posters, backdrops and logos, in this order, the best voted first. */
  listImages(mediaId: string): Promise<MediaImage[]> {
    return this.uow
      .repository(MediaImage)
      .createQueryBuilder('image')
      .where('image.mediaId = :mediaId', { mediaId })
      .orderBy(`array_position(ARRAY['poster', 'backdrop', 'logo'], image.kind)`)
      .addOrderBy('image.position')
      .getMany();
  }

  async replaceCredits(
    mediaId: string,
    cast: readonly TmdbCastMember[],
    crew: readonly TmdbCrewMember[],
  ): Promise<void> {
    const people = new Map([...cast, ...crew].map((person) => [person.personId, person]));
    const told = [...people.values()].map(({ personId, name, profileUrl }) => ({
      id: randomUUID(),
      tmdb_id: personId,
      name,
      profile_url: profileUrl,
    }));
    const actors = cast.map(({ personId, character }, position) => ({
      ...{ id: randomUUID(), tmdb_id: personId, kind: 'cast', position },
      character,
    }));
    const others = crew.map(({ personId, job, department }, position) => ({
      ...{ id: randomUUID(), tmdb_id: personId, kind: 'crew', position },
      ...{ job, department },
    }));
    const { manager } = this.uow;
    await manager.query(PUT_PEOPLE, [JSON.stringify(told)]);
    await manager.delete(MediaCredit, { mediaId });
    await manager.query(PUT_CREDITS, [mediaId, JSON.stringify([...actors, ...others])]);
  }

  async replaceImages(mediaId: string, images: readonly TmdbImage[]): Promise<void> {
    const positions = new Map<string, number>();
    const rows = images.map((image) => {
      const position = positions.get(image.kind) ?? 0;
      positions.set(image.kind, position + 1);
      const { kind, url, language, width, height } = image;
      return { id: randomUUID(), mediaId, kind, position, url, language, width, height };
    });
    await this.uow.manager.delete(MediaImage, { mediaId });
    if (rows.length > 0) await this.uow.manager.insert(MediaImage, rows);
  }

  async clear(mediaId: string): Promise<void> {
    await this.uow.manager.delete(MediaCredit, { mediaId });
    await this.uow.manager.delete(MediaImage, { mediaId });
  }
}
