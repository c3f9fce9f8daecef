import { IntField, TextField } from '../../../common/http/fields.js';
import type { TmdbCastMember, TmdbCrewMember } from '../../tmdb/index.js';

class DiscoveredPersonResponse {
  @IntField({ min: 1, max: 2 ** 31 - 1, description: 'Id of the person at TMDB', example: 6193 })
  tmdb_id: number;

  @TextField({ max: 500, description: 'Name', example: 'Leonardo DiCaprio' })
  name: string;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Portrait',
    example: 'https://image.tmdb.org/t/p/w185/portrait.jpg',
  })
  profile_url: string | null;
}

export class DiscoveredCastMemberResponse extends DiscoveredPersonResponse {
  @TextField({ max: 500, nullable: true, description: 'Part', example: 'Dom Cobb' })
  character: string | null;
}

export class DiscoveredCrewMemberResponse extends DiscoveredPersonResponse {
  @TextField({ max: 200, description: 'Job', example: 'Director' })
  job: string;

  @TextField({ max: 100, nullable: true, description: 'Department', example: 'Directing' })
  department: string | null;
}

export const toCastMemberResponse = (member: TmdbCastMember): DiscoveredCastMemberResponse => ({
  tmdb_id: member.personId,
  name: member.name,
  profile_url: member.profileUrl,
  character: member.character,
});

export const toCrewMemberResponse = (member: TmdbCrewMember): DiscoveredCrewMemberResponse => ({
  tmdb_id: member.personId,
  name: member.name,
  profile_url: member.profileUrl,
  job: member.job,
  department: member.department,
});
