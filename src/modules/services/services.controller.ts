import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentActor } from '../../common/access/access.decorators.js';
import type { Actor } from '../../common/access/actor.js';
import { Role, includesRole } from '../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { PageQuery, offsetOf, toPage } from '../../common/http/paging.js';
import { ServicePage, ServiceResponse, toServiceResponse } from './dto/service.response.js';
import { ServicesService } from './services.service.js';

@ApiTags('Services')
@Controller()
export class ServicesController {
  constructor(private readonly services: ServicesService) {}

  @Get('services')
  @Authenticated()
  @ApiOperation({
    summary: 'Outside services and how they are',
    description:
      'All that are known, configured or not, by name. Changes are pushed to everybody as `service_status` on `/ws`.',
  })
  @ApiOkResponse({ type: ServicePage, description: 'One page of services' })
  @ApiErrors(ValidationError)
  async listServices(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<ServicePage> {
    const [views, total] = await this.services.list(offsetOf(query), query.limit);
    const withDetails = includesRole(actor.role, Role.Moderator);
    return toPage(
      views.map((view) => toServiceResponse(view, withDetails)),
      total,
      query,
    );
  }

  @Post('admin/services/:service/reset')
  @Authenticated(Role.Admin)
  @HttpCode(HttpStatus.OK)
  @ApiOperation({
    summary: 'Use a paused service again at once',
    description: 'Closes its circuit breaker in every process within a second, and has it checked soon.',
  })
  @ApiParam({ name: 'service', description: 'Its name', example: 'jackett' })
  @ApiOkResponse({ type: ServiceResponse, description: 'The service' })
  @ApiErrors(NotFoundError)
  async resetService(@Param('service') name: string): Promise<ServiceResponse> {
    return toServiceResponse(await this.services.reset(name), true);
  }
}
