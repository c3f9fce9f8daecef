import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../common/access/access.decorators.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { offsetOf } from '../../common/http/paging.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { EpisodesResponse, toEpisodesResponse } from './dto/episodes.response.js';
import { GenresResponse, toGenresResponse } from './dto/genres.response.js';
import { ListEpisodesQuery } from './dto/list-episodes.query.js';
import { MediaImagesResponse, toMediaImagesResponse } from './dto/media-images.response.js';
import { MediaPeopleResponse, toMediaPeopleResponse } from './dto/media-people.response.js';
import { SeasonsResponse, toSeasonsResponse } from './dto/seasons.response.js';
import { EpisodesService } from './episodes.service.js';
import { MediaGenres } from './media-genres.service.js';
import { MediaNotSeriesError } from './media.errors.js';
import { MediaService } from './media.service.js';
import { MediaDetails } from './metadata/media-details.repository.js';

/** What hangs on a title. `genres` is no id, so this controller comes before the one that reads ids. */
@ApiTags('Media')
@Controller('media')
export class MediaDetailsController {
  constructor(
    private readonly media: MediaService,
    private readonly episodes: EpisodesService,
    private readonly details: MediaDetails,
    private readonly genres: MediaGenres,
  ) {}

  @Get('genres')
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({ summary: 'List the genres of the catalogue, with the number of titles' })
  @ApiOkResponse({ type: GenresResponse, description: 'The genres' })
  async listGenres(): Promise<GenresResponse> {
    return toGenresResponse(await this.genres.list());
  }

  @Get(':series_id/episodes')
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({
    summary: 'List the episodes of a series',
    description: 'In order of season and number; specials, which are season 0, come last.',
  })
  @ApiOkResponse({ type: EpisodesResponse, description: 'One page of the episodes' })
  @ApiErrors(ValidationError, NotFoundError, MediaNotSeriesError)
  async listEpisodes(
    @UuidParam('series_id', 'Series') seriesId: string,
    @Query() query: ListEpisodesQuery,
  ): Promise<EpisodesResponse> {
    const filter = { season: query.season ?? null, offset: offsetOf(query), limit: query.limit };
    return toEpisodesResponse(seriesId, query, await this.episodes.list(seriesId, filter));
  }

  @Get(':series_id/seasons')
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({ summary: 'List the seasons of a series' })
  @ApiOkResponse({ type: SeasonsResponse, description: 'Its seasons' })
  @ApiErrors(NotFoundError, MediaNotSeriesError)
  async listSeasons(@UuidParam('series_id', 'Series') seriesId: string): Promise<SeasonsResponse> {
    return toSeasonsResponse(seriesId, await this.episodes.listSeasons(seriesId));
  }

  @Get(':media_id/people')
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({ summary: 'List the cast and the crew of a title' })
  @ApiOkResponse({ type: MediaPeopleResponse, description: 'Cast and crew; empty until TMDB was asked' })
  @ApiErrors(NotFoundError)
  async listMediaPeople(@UuidParam('media_id', 'Media') mediaId: string): Promise<MediaPeopleResponse> {
    const { id } = await this.media.getById(mediaId);
    return toMediaPeopleResponse(id, await this.details.listCredits(id));
  }

  @Get(':media_id/images')
  @Authenticated()
  @RateLimit('media')
  @ApiOperation({ summary: 'List the images of a title' })
  @ApiOkResponse({ type: MediaImagesResponse, description: 'Its images; empty until TMDB was asked' })
  @ApiErrors(NotFoundError)
  async listMediaImages(@UuidParam('media_id', 'Media') mediaId: string): Promise<MediaImagesResponse> {
    const { id } = await this.media.getById(mediaId);
    return toMediaImagesResponse(id, await this.details.listImages(id));
  }
}
