import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { hashOfSecret } from '../token-secret.js';
import { PlexClient } from './plex-client.entity.js';
import { PlexPin } from './plex-pin.entity.js';

export type NewPlexPin = Pick<
  PlexPin,
  'id' | 'plexPinId' | 'code' | 'clientIdentifier' | 'browserHash' | 'linkSessionId' | 'expiresAt'
>;

@Injectable()
export class PlexPinsRepository {
  constructor(private readonly uow: UnitOfWork) {}

  private get rows() {
    return this.uow.repository(PlexPin);
  }

  async clientIdentifier(): Promise<string> {
    const client = await this.uow.repository(PlexClient).findOneByOrFail({ id: 1 });
    return client.clientIdentifier;
  }

  async insert(pin: NewPlexPin): Promise<void> {
    await this.rows.insert(pin);
  }

  /** Null for anyone but the browser that asked for it. */
  findOfBrowser(id: string, browserSecret: string): Promise<PlexPin | null> {
    return this.rows.findOneBy({ id, browserHash: hashOfSecret(browserSecret) });
  }

  /** True for one caller a second, however many poll: plex.tv asks for no more. */
  async claimPoll(id: string): Promise<boolean> {
    const [, count] = await this.uow.manager.query<[unknown[], number]>(
      `UPDATE plex_pin SET polled_at = now()
        WHERE id = $1 AND used_at IS NULL AND (polled_at IS NULL OR polled_at <= now() - interval '1 second')`,
      [id],
    );
    return count === 1;
  }

  async keepToken(id: string, sealedToken: string): Promise<void> {
    await this.uow.manager.query(
      'UPDATE plex_pin SET sealed_token = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > now()',
      [id, sealedToken],
    );
  }

  async expire(id: string): Promise<void> {
    await this.uow.manager.query('UPDATE plex_pin SET expires_at = LEAST(expires_at, now()) WHERE id = $1', [
      id,
    ]);
  }

  /** Uses the PIN up and forgets its token: of many callers at once, one gets true. */
  async consume(id: string): Promise<boolean> {
    const [, count] = await this.uow.manager.query<[unknown[], number]>(
      `UPDATE plex_pin SET used_at = now(), sealed_token = NULL
        WHERE id = $1 AND used_at IS NULL AND expires_at > now()`,
      [id],
    );
    return count === 1;
  }
}
