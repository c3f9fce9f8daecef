import { Injectable, Optional } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { ACCESS } from '../access/access.decorators.js';
import type { Access, ActingRequest } from '../access/access.decorators.js';
import { AccessDenials, denialOf } from '../access/access-denials.js';
import { AccessGuard } from '../access/access.guard.js';
import { AddressNotAllowedError, AdminNetwork } from '../access/admin-network.js';
import { Role } from '../access/role.js';
import type { RateLimitName } from '../config/rate-limits.js';
import { RATE_LIMIT } from '../limits/rate-limit.decorator.js';
import { RequestLimits } from '../limits/request-limits.js';
import { adminOriginOf } from './direct-request.js';

/** What a request must pass, in this order: its address's limit (a middleware, before this), access, its caller's limits, the administrators' network. */
@Injectable()
export class RequestGate implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly access: AccessGuard,
    private readonly limits: RequestLimits,
    private readonly adminNetwork: AdminNetwork,
    @Optional() private readonly denials?: AccessDenials,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    try {
      await this.pass(context);
      return true;
    } catch (error) {
      await this.reportDenial(context, error);
      throw error;
    }
  }

  private async pass(context: ExecutionContext): Promise<void> {
    try {
      await this.access.canActivate(context);
    } finally {
      // Who is refused is counted too, else guessing would be free; being over the limit is then the answer.
      await this.countCaller(context);
    }
    await this.checkNetwork(context);
  }

  private async reportDenial(context: ExecutionContext, error: unknown): Promise<void> {
    if (this.declared<Access>(ACCESS, context) !== Role.Admin) return;
    const denial = denialOf(context.switchToHttp().getRequest<ActingRequest>(), error);
    if (denial) await this.denials?.denied(denial);
  }

  private async countCaller(context: ExecutionContext): Promise<void> {
    const http = context.switchToHttp();
    const request = http.getRequest<ActingRequest>();
    const caller = { userId: request.actor?.id ?? null, ipAddress: request.ip };
    const name = this.declared<RateLimitName>(RATE_LIMIT, context);
    await this.limits.countCaller(http.getResponse<Response>(), caller, name);
  }

  private async checkNetwork(context: ExecutionContext): Promise<void> {
    if (this.declared<Access>(ACCESS, context) !== Role.Admin) return;
    const request = context.switchToHttp().getRequest<ActingRequest>();
    if (!(await this.adminNetwork.allows(adminOriginOf(request)))) throw new AddressNotAllowedError();
  }

  private declared<T>(key: symbol, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}
