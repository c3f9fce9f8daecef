import { Injectable, Param, ParseEnumPipe } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { TmdbMediaType } from '../tmdb/index.js';

const MAX_ID = 2 ** 31 - 1;
const exceptionFactory = () => new NotFoundError('Title');

@Injectable()
class TmdbIdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    const id = /^[1-9]\d{0,9}$/.test(value) ? Number(value) : 0;
    if (id < 1 || id > MAX_ID) throw exceptionFactory();
    return id;
  }
}

/** `movie` or `tv` in the path. Anything else can't name a title, so it is not found. */
export const MediaTypeParam = (): ParameterDecorator =>
  Param('media_type', new ParseEnumPipe(TmdbMediaType, { exceptionFactory }));

/** The number of a title at TMDB in the path. Anything else can't name a title, so it is not found. */
export const TmdbIdParam = (): ParameterDecorator => Param('tmdb_id', new TmdbIdPipe());
