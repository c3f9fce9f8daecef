import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../../common/access/access.decorators.js';
import { Role } from '../../../common/access/role.js';
import { NotFoundError, ValidationError } from '../../../common/errors/common.errors.js';
import { ApiErrors } from '../../../common/http/api-errors.decorator.js';
import { UuidParam } from '../../../common/http/uuid-param.js';
import {
  AccountCreation,
  AccountsService,
  LastAdministratorError,
  UserExistsError,
} from '../../auth/index.js';
import { ListUsersQuery, toAccountFilter, toAccountOrder } from './dto/list-users.query.js';
import { UserPage, toUserPage } from './dto/user-page.response.js';
import { CreateUserBody, SetUserRoleBody, SetUserStatusBody } from './dto/user.bodies.js';
import { CreatedUserResponse, UserResponse, toUserResponse } from './dto/user.response.js';
import { UsersService } from './users.service.js';

/** What lets a holder of rights make more of them is for people only: a leaked API key must die with its deletion. */
@ApiTags('Administration')
@Controller('admin/users')
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly accounts: AccountsService,
    private readonly creation: AccountCreation,
  ) {}

  @Get()
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'List accounts, with what their owners do here' })
  @ApiOkResponse({ type: UserPage, description: 'A page of accounts, and a summary of all' })
  @ApiErrors(ValidationError)
  async listUsers(@Query() query: ListUsersQuery): Promise<UserPage> {
    const { users, total, summary } = await this.users.list(
      toAccountFilter(query),
      toAccountOrder(query),
      query,
    );
    return toUserPage(users, total, summary, query);
  }

  @Post()
  @Authenticated(Role.Admin, { sessionOnly: true })
  @ApiOperation({
    summary: 'Make an account for someone',
    description: 'Works also while registration is switched off.',
  })
  @ApiCreatedResponse({ type: CreatedUserResponse, description: 'The account' })
  @ApiErrors(ValidationError, UserExistsError)
  async createUser(@Body() body: CreateUserBody): Promise<CreatedUserResponse> {
    const { user, temporaryPassword } = await this.creation.create({
      username: body.username,
      email: body.email ?? null,
      role: body.role,
      password: body.password ?? null,
      requiresPasswordChange: body.requires_password_change,
    });
    const overview = await this.users.overviewOf(user);
    return { ...toUserResponse(overview), temporary_password: temporaryPassword };
  }

  @Get(':user_id')
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'Get an account' })
  @ApiParam({ name: 'user_id', format: 'uuid', description: 'The account' })
  @ApiOkResponse({ type: UserResponse, description: 'The account' })
  @ApiErrors(NotFoundError)
  async getUser(@UuidParam('user_id', 'User') id: string): Promise<UserResponse> {
    return toUserResponse(await this.users.getById(id));
  }

  @Put(':user_id/role')
  @Authenticated(Role.Admin, { sessionOnly: true })
  @ApiOperation({
    summary: 'Change what someone may do',
    description:
      'Holds with their next request, on every process. Refused for the last active administrator.',
  })
  @ApiParam({ name: 'user_id', format: 'uuid', description: 'The account' })
  @ApiOkResponse({ type: UserResponse, description: 'The account' })
  @ApiErrors(ValidationError, NotFoundError, LastAdministratorError)
  async setUserRole(
    @UuidParam('user_id', 'User') id: string,
    @Body() { role }: SetUserRoleBody,
  ): Promise<UserResponse> {
    return toUserResponse(await this.users.overviewOf(await this.accounts.changeRole(id, role)));
  }

  @Put(':user_id/status')
  @Authenticated(Role.Admin)
  @ApiOperation({
    summary: 'Suspend, set aside or readmit someone',
    description:
      'Anything but `active` ends every session and open socket at once, on every process, and refuses API keys until the account is active again. Downloads under way go on. Refused for the last active administrator.',
  })
  @ApiParam({ name: 'user_id', format: 'uuid', description: 'The account' })
  @ApiOkResponse({ type: UserResponse, description: 'The account' })
  @ApiErrors(ValidationError, NotFoundError, LastAdministratorError)
  async setUserStatus(
    @UuidParam('user_id', 'User') id: string,
    @Body() { status, reason }: SetUserStatusBody,
  ): Promise<UserResponse> {
    const changed = await this.accounts.changeStatus(id, status, reason ?? null);
    return toUserResponse(await this.users.overviewOf(changed));
  }
}
