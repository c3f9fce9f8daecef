import { IntField, ObjectField, TextField, UuidField } from '../../../common/http/fields.js';
import type { MediaCredit } from '../metadata/media-credit.entity.js';

const MAX_POSITION = 1000;
const PROFILE = 'https://image.tmdb.org/t/p/w185/profile.jpg';

/** Somebody of the cast or the crew. */
class CreditedPersonResponse {
  @UuidField({ description: 'Id of the person', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  person_id: string;

  @IntField({ min: 1, max: 2 ** 31 - 1, description: 'Id of the person at TMDB', example: 6193 })
  tmdb_id: number;

  @TextField({ max: 500, description: 'Name', example: 'Leonardo DiCaprio' })
  name: string;

  @TextField({ max: 2048, nullable: true, description: 'Picture', example: PROFILE })
  profile_url: string | null;

  @IntField({ min: 0, max: MAX_POSITION, description: 'Place in the credits, from 0', example: 0 })
  order: number;
}

export class CastMemberResponse extends CreditedPersonResponse {
  @TextField({ max: 1000, nullable: true, description: 'Who is played', example: 'Cobb' })
  character: string | null;
}

export class CrewMemberResponse extends CreditedPersonResponse {
  @TextField({ max: 500, nullable: true, description: 'What they do', example: 'Director' })
  job: string | null;

  @TextField({ max: 500, nullable: true, description: 'Where', example: 'Directing' })
  department: string | null;
}

export class MediaPeopleResponse {
  @UuidField({ description: 'Id of the title', example: '550e8400-e29b-41d4-a716-446655440000' })
  media_id: string;

  @ObjectField({ type: () => CastMemberResponse, isArray: true, description: 'The first of the cast' })
  cast: CastMemberResponse[];

  @ObjectField({
    type: () => CrewMemberResponse,
    isArray: true,
    description: 'The crew: directors and writers before the others',
  })
  crew: CrewMemberResponse[];
}

const toPerson = ({ personId, person, position }: MediaCredit): CreditedPersonResponse => ({
  person_id: personId,
  tmdb_id: person?.tmdbId ?? 0,
  name: person?.name ?? '',
  profile_url: person?.profileUrl ?? null,
  order: position,
});

export const toMediaPeopleResponse = (
  mediaId: string,
  credits: readonly MediaCredit[],
): MediaPeopleResponse => ({
  media_id: mediaId,
  cast: credits
    .filter(({ kind }) => kind === 'cast')
    .map((credit) => ({ ...toPerson(credit), character: credit.character })),
  crew: credits
    .filter(({ kind }) => kind === 'crew')
    .map((credit) => ({ ...toPerson(credit), job: credit.job, department: credit.department })),
});
