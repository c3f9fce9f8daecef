import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import * as tmdb from '../tmdb/index.js';
import type { TmdbMediaType } from '../tmdb/index.js';
import { DiscoverService } from './discover.service.js';
import { DiscoverTitlesQuery } from './dto/discover.query.js';
import { DiscoveredDetailsResponse, toDiscoveredDetailsResponse } from './dto/discovered-details.response.js';
import { DiscoveredPageResponse, toDiscoveredPageResponse } from './dto/discovered-title.response.js';
import { MediaTypeParam, TmdbIdParam } from './title-params.js';

const TMDB_ERRORS = [
  tmdb.TmdbUnconfiguredError,
  tmdb.TmdbRateLimitedError,
  tmdb.TmdbUnreachableError,
  tmdb.TmdbTimeoutError,
  tmdb.TmdbKeyRefusedError,
  tmdb.TmdbResponseInvalidError,
];

@ApiTags('Discover')
@Controller('discover')
export class DiscoverController {
  constructor(private readonly discover: DiscoverService) {}

  @Get('search')
  @Authenticated()
  @RateLimit('discover')
  @ApiOperation({
    summary: 'Look for movies and series at TMDB',
    description:
      'Best matches first, with whether they are here. A page has 20 entries of TMDB; people among them are counted in ' +
      '`total` but not shown.',
  })
  @ApiOkResponse({ type: DiscoveredPageResponse, description: 'One page of titles' })
  @ApiErrors(ValidationError, ...TMDB_ERRORS)
  async discoverTitles(
    @CurrentActor() actor: Actor,
    @Query() { query, media_type: mediaType, year, page }: DiscoverTitlesQuery,
  ): Promise<DiscoveredPageResponse> {
    const search = { query, mediaType, year: year ?? null, page };
    return toDiscoveredPageResponse(await this.discover.search(actor, search));
  }

  @Get(':media_type/:tmdb_id')
  @Authenticated()
  @ApiOperation({ summary: 'Show everything about a movie or series at TMDB' })
  @ApiParam({
    name: 'media_type',
    enum: tmdb.TmdbMediaType,
    enumName: 'TmdbMediaType',
    description: 'Movie or series',
  })
  @ApiParam({
    name: 'tmdb_id',
    schema: { type: 'integer', minimum: 1, maximum: 2 ** 31 - 1 },
    description: 'Id at TMDB',
  })
  @ApiOkResponse({ type: DiscoveredDetailsResponse, description: 'The title, and whether it is here' })
  @ApiErrors(NotFoundError, ...TMDB_ERRORS)
  async getDiscoveredTitle(
    @CurrentActor() actor: Actor,
    @MediaTypeParam() mediaType: TmdbMediaType,
    @TmdbIdParam() tmdbId: number,
  ): Promise<DiscoveredDetailsResponse> {
    return toDiscoveredDetailsResponse(await this.discover.details(actor, { mediaType, tmdbId }));
  }
}
