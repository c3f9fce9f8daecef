import { IntField, ObjectField, TextField } from '../../../common/http/fields.js';
import type { GenreCount } from '../media-genres.service.js';

export class GenreResponse {
  @TextField({ max: 50, description: 'Name, as the filter `genre` takes it', example: 'sci-fi' })
  name: string;

  @IntField({ min: 0, max: Number.MAX_SAFE_INTEGER, description: 'Titles of this genre', example: 42 })
  count: number;
}

export class GenresResponse {
  @ObjectField({
    type: () => GenreResponse,
    isArray: true,
    description: 'The genres of the catalogue, by name',
  })
  genres: GenreResponse[];
}

export const toGenresResponse = (genres: readonly GenreCount[]): GenresResponse => ({
  genres: genres.map(({ name, count }) => ({ name, count })),
});
