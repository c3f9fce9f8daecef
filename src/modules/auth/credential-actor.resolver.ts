import { Injectable } from '@nestjs/common';
import { ActorResolver } from '../../common/access/actor.js';
import type { Actor } from '../../common/access/actor.js';
import type { Credential } from '../../common/access/credential.js';
import { InvalidTokenError } from '../../common/errors/common.errors.js';
import { AccessTokens } from './access-tokens.js';
import { apiKeyHash } from './api-keys/api-key-text.js';
import { ApiKeysRepository } from './api-keys/api-keys.repository.js';
import type { LiveSession } from './sessions/live-session.js';
import { SessionsRepository } from './sessions/sessions.repository.js';

/** "Last used" is to the minute: one write a minute, not one a request. */
const TOUCH_AFTER_MS = 60_000;

const isStale = (lastUsedAt: Date | null) =>
  lastUsedAt === null || Date.now() - lastUsedAt.getTime() > TOUCH_AFTER_MS;

function toActor(session: LiveSession, expiresAt: Date): Actor {
  const { userId: id, username, role, sessionId, requiresPasswordChange } = session;
  return { id, username, role, sessionId, apiKey: null, requiresPasswordChange, expiresAt };
}

/**
 * A credential is good while its session or key is: the database is asked with each request, so that signing out,
 * suspension and the like take effect at once, on every process.
 */
@Injectable()
export class CredentialActorResolver implements ActorResolver {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionsRepository,
    private readonly apiKeys: ApiKeysRepository,
  ) {}

  resolve({ kind, value }: Credential): Promise<Actor> {
    switch (kind) {
      case 'bearer':
        return this.fromAccessToken(value);
      case 'session_cookie':
        return this.fromCookie(value);
      case 'api_key':
        return this.fromApiKey(value);
    }
  }

  private async fromAccessToken(token: string): Promise<Actor> {
    const claims = await this.tokens.verify(token);
    const session = await this.sessions.findLive(claims.sessionId);
    if (!session || session.userId !== claims.userId) throw new InvalidTokenError();
    await this.touch(session);
    return toActor(session, claims.expiresAt);
  }

  private async fromCookie(cookie: string): Promise<Actor> {
    const session = await this.sessions.findLiveByCookie(cookie);
    if (!session) throw new InvalidTokenError('The session has ended');
    await this.touch(session);
    return toActor(session, session.expiresAt);
  }

  private async fromApiKey(key: string): Promise<Actor> {
    const keyHash = apiKeyHash(key);
    const found = keyHash === null ? null : await this.apiKeys.findLive(keyHash);
    if (!found) throw new InvalidTokenError('The API key is unknown or expired');
    if (isStale(found.lastUsedAt)) await this.apiKeys.touch(found.id);
    const { id, userId, username, role, requiresPasswordChange, scopes, expiresAt } = found;
    return {
      id: userId,
      username,
      role,
      sessionId: null,
      apiKey: { id, scopes },
      requiresPasswordChange,
      expiresAt,
    };
  }

  private async touch({ sessionId, lastUsedAt }: LiveSession): Promise<void> {
    if (isStale(lastUsedAt)) await this.sessions.touch(sessionId);
  }
}
