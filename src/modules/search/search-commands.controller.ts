import { Controller, Delete, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiExtraModels, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { NotFoundError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { SearchResponse, toSearchResponse } from './dto/search.responses.js';
import { SearchCommands } from './search-commands.service.js';
import { SearchCompletedMessage } from './search-completed.message.js';
import { SearchResultsService } from './search-results.service.js';
import { SearchEndedError } from './search.errors.js';

@ApiTags('Search')
@ApiExtraModels(SearchCompletedMessage)
@Controller('search')
export class SearchCommandsController {
  constructor(
    private readonly commands: SearchCommands,
    private readonly results: SearchResultsService,
  ) {}

  @Post(':search_id/cancel')
  @Authenticated()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Cancel a search',
    description:
      'Providers are not asked any further; what has been found stays. Cancelling it again is fine.',
  })
  @ApiOkResponse({ type: SearchResponse, description: 'The search with what it has found' })
  @ApiErrors(NotFoundError, SearchEndedError)
  async cancelSearch(
    @CurrentActor() actor: Actor,
    @UuidParam('search_id', 'Search') searchId: string,
  ): Promise<SearchResponse> {
    await this.commands.cancel(actor, searchId);
    return toSearchResponse(await this.results.get(actor, searchId));
  }

  @Delete(':search_id')
  @Authenticated()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Delete a search with its results',
    description: 'One that is under way is cancelled first. Downloads that were started from it go on.',
  })
  @ApiNoContentResponse({ description: 'Deleted' })
  @ApiErrors(NotFoundError)
  async deleteSearch(
    @CurrentActor() actor: Actor,
    @UuidParam('search_id', 'Search') searchId: string,
  ): Promise<void> {
    await this.commands.delete(actor, searchId);
  }
}
