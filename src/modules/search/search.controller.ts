import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { offsetOf, toPage } from '../../common/http/paging.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { RateLimit } from '../../common/limits/rate-limit.decorator.js';
import { ListResultsByProviderQuery } from './dto/list-by-provider.query.js';
import { ListSearchesQuery } from './dto/list-searches.query.js';
import { ScoreSearchBody } from './dto/score-search.body.js';
import { toSearchResultResponse } from './dto/search-result.response.js';
import * as dto from './dto/search.responses.js';
import { StartSearchBody, knownFactsOf } from './dto/start-search.body.js';
import { SearchResultsService } from './search-results.service.js';
import { SearchRetention } from './search-retention.js';
import { SearchLimitReachedError } from './search.errors.js';
import { SearchService } from './search.service.js';
import type { ListedSearch } from './searches.repository.js';

@ApiTags('Search')
@Controller('search')
export class SearchController {
  constructor(
    private readonly searches: SearchService,
    private readonly results: SearchResultsService,
    private readonly retention: SearchRetention,
  ) {}

  @Post()
  @Authenticated()
  @RateLimit('search')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Search all providers at once',
    description:
      'Answers at once. Results are pushed as `search_result` on `/ws` as they arrive, the end as `search_completed`; both can be read at any time.',
  })
  @ApiAcceptedResponse({ type: dto.StartSearchResponse, description: 'The search has started' })
  @ApiErrors(ValidationError, NotFoundError, SearchLimitReachedError)
  async startSearch(
    @CurrentActor() actor: Actor,
    @Body() body: StartSearchBody,
  ): Promise<dto.StartSearchResponse> {
    const { query, media_type: mediaType, year, providers, timeout } = body;
    const profile = { preference: body.quality_preference, profileId: body.quality_profile_id };
    const request = {
      ...{ query, mediaType, year: year ?? null, providers, timeoutSeconds: timeout, profile },
      ...knownFactsOf(body),
    };
    return dto.toStartSearchResponse(await this.searches.start(actor, request));
  }

  @Get()
  @Authenticated()
  @ApiOperation({ summary: 'List your searches, newest first' })
  @ApiOkResponse({ type: dto.SearchPage, description: 'One page of searches' })
  @ApiErrors(ValidationError)
  async listSearches(
    @CurrentActor() actor: Actor,
    @Query() query: ListSearchesQuery,
  ): Promise<dto.SearchPage> {
    const { status, limit } = query;
    const { items, total } = await this.searches.list(actor, { status, limit, offset: offsetOf(query) });
    const toResponse = (item: ListedSearch) =>
      dto.toSearchSummaryResponse(item, this.retention.expiresAt(item.search));
    return toPage(items.map(toResponse), total, query);
  }

  @Get(':search_id')
  @Authenticated()
  @ApiOperation({ summary: 'Show a search with its results so far' })
  @ApiOkResponse({ type: dto.SearchResponse, description: 'The search, its providers and its results' })
  @ApiErrors(NotFoundError)
  async getSearch(
    @CurrentActor() actor: Actor,
    @UuidParam('search_id', 'Search') searchId: string,
  ): Promise<dto.SearchResponse> {
    return dto.toSearchResponse(await this.results.get(actor, searchId));
  }

  @Get(':search_id/providers')
  @Authenticated()
  @ApiOperation({ summary: 'Show the results of one provider' })
  @ApiOkResponse({ type: dto.ProviderResultsResponse, description: 'Its results' })
  @ApiErrors(ValidationError, NotFoundError)
  async getSearchResultsByProvider(
    @CurrentActor() actor: Actor,
    @UuidParam('search_id', 'Search') searchId: string,
    @Query() { provider }: ListResultsByProviderQuery,
  ): Promise<dto.ProviderResultsResponse> {
    const { titles } = await this.results.get(actor, searchId, provider);
    return { search_id: searchId, provider: provider ?? null, results: titles.map(toSearchResultResponse) };
  }

  @Post(':search_id/score')
  @Authenticated()
  @RateLimit('search')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({
    summary: 'Score the results by another preference or quality profile',
    description:
      'Done by a job; until then the search shows its `scoring_job_id`. Where a second opinion is configured, it is asked as well.',
  })
  @ApiAcceptedResponse({ type: dto.ScoreSearchResponse, description: 'The scoring has been asked for' })
  @ApiErrors(ValidationError, NotFoundError)
  async scoreSearch(
    @CurrentActor() actor: Actor,
    @UuidParam('search_id', 'Search') searchId: string,
    @Body() body: ScoreSearchBody,
  ): Promise<dto.ScoreSearchResponse> {
    const profile = { preference: body.quality_preference, profileId: body.quality_profile_id };
    return dto.toScoreSearchResponse(await this.searches.requestScoring(actor, searchId, profile));
  }
}
