import { Injectable } from '@nestjs/common';
import { AfterCommit } from '../../common/events/after-commit.decorator.js';
import type { DomainEvent } from '../../common/events/event-map.js';
import { StreamingSessionsRepository } from './streaming-sessions.repository.js';

/** Who signs out, or is signed out, can't go on watching by an old link. */
@Injectable()
export class StreamingSignOutsListener {
  constructor(private readonly sessions: StreamingSessionsRepository) {}

  @AfterCommit('session.ended')
  async onSessionEnded(event: DomainEvent<'session.ended'>): Promise<void> {
    await this.sessions.revokeBySignIn(event.payload.session_id);
  }

  @AfterCommit('session.compromised')
  async onSessionCompromised(event: DomainEvent<'session.compromised'>): Promise<void> {
    const { session_id: signIn, user_id: userId } = event.payload;
    await (signIn === null ? this.sessions.revokeAllOf(userId) : this.sessions.revokeBySignIn(signIn));
  }
}
