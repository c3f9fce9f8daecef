import { Injectable } from '@nestjs/common';
import { ActorResolver } from '../../common/access/actor.js';
import type { Actor } from '../../common/access/actor.js';
import { InvalidTokenError } from '../../common/errors/common.errors.js';
import { AccessTokens } from './access-tokens.js';
import { SessionsRepository } from './sessions.repository.js';

/** A token is good while its session is: signing out takes effect at once, on every process. */
@Injectable()
export class SessionActorResolver implements ActorResolver {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionsRepository,
  ) {}

  async resolve(bearerToken: string): Promise<Actor> {
    const claims = await this.tokens.verify(bearerToken);
    const session = await this.sessions.findLive(claims.sessionId);
    if (!session || session.userId !== claims.userId) throw new InvalidTokenError();
    const { userId, username, role, sessionId } = session;
    return { id: userId, username, role, sessionId, expiresAt: claims.expiresAt };
  }
}
