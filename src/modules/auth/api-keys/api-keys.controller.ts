import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Post, Query } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../../common/access/access.decorators.js';
import type { Actor } from '../../../common/access/actor.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { PageQuery, toPage } from '../../../common/http/paging.js';
import type { Page } from '../../../common/http/paging.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import { ApiKeyLimitError } from './api-keys.errors.js';
import { ApiKeysService } from './api-keys.service.js';
import {
  ApiKeyPage,
  ApiKeyResponse,
  CreatedApiKeyResponse,
  toApiKeyResponse,
} from './dto/api-key.response.js';
import { CreateApiKeyBody } from './dto/create-api-key.body.js';

/** For people only: a key that could make keys would outlive its own deletion. */
@ApiTags('Authentication')
@Controller('auth/api-keys')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  @Post()
  @Authenticated(Role.User, { sessionOnly: true })
  @ApiOperation({
    summary: 'Make a key for a program',
    description: 'It is sent as `Authorization: Bearer sk_…` or `X-API-Key: sk_…` and acts for you.',
  })
  @ApiCreatedResponse({ type: CreatedApiKeyResponse, description: 'The key, shown this once' })
  @ApiErrors(ValidationError, ApiKeyLimitError)
  async createApiKey(
    @CurrentActor() actor: Actor,
    @Body() body: CreateApiKeyBody,
  ): Promise<CreatedApiKeyResponse> {
    const { name, scopes, expires_at: expiresAt } = body;
    const wishes = { name, scopes, expiresAt: expiresAt ? new Date(expiresAt) : null };
    const { apiKey, key } = await this.apiKeys.create(actor, wishes);
    return { ...toApiKeyResponse(apiKey), key };
  }

  @Get()
  @Authenticated(Role.User, { sessionOnly: true })
  @ApiOperation({ summary: 'List your keys' })
  @ApiOkResponse({ type: ApiKeyPage, description: 'The newest first; never the keys themselves' })
  @ApiErrors(ValidationError)
  async listApiKeys(@CurrentActor() actor: Actor, @Query() page: PageQuery): Promise<Page<ApiKeyResponse>> {
    const [keys, total] = await this.apiKeys.listOf(actor, page);
    return toPage(keys.map(toApiKeyResponse), total, page);
  }

  @Delete(':api_key_id')
  @Authenticated(Role.User, { sessionOnly: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Delete a key', description: 'It is refused from then on, on every process.' })
  @ApiNoContentResponse({ description: 'Deleted' })
  @ApiErrors(NotFoundError)
  async deleteApiKey(
    @CurrentActor() actor: Actor,
    @UuidParam('api_key_id', 'API key') id: string,
  ): Promise<void> {
    await this.apiKeys.delete(actor, id);
  }
}
