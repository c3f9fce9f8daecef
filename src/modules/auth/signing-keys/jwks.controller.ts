import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { JWK } from 'jose';
import { Public } from '../../../common/access/access.decorators.js';
import { SigningKeys } from './signing-keys.js';

class JwksResponse {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'Public keys (RFC 7517); the first one signs, the others still verify',
  })
  keys: JWK[];
}

@ApiTags('Authentication')
@Controller('.well-known')
export class JwksController {
  constructor(private readonly signingKeys: SigningKeys) {}

  @Get('jwks.json')
  @Public()
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({ summary: 'Public keys that access tokens are signed with' })
  @ApiOkResponse({ type: JwksResponse, description: 'The key set' })
  async getJwks(): Promise<JwksResponse> {
    return { keys: await this.signingKeys.published() };
  }
}
