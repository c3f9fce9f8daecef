import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SealedBox } from '../../../common/crypto/sealed-box.js';
import { NotFoundError } from '../../../common/errors/common.errors.js';
import { hashOfSecret, newSecret } from '../token-secret.js';
import { PlexPinStatus, statusOf } from './plex-pin.entity.js';
import type { PlexPin } from './plex-pin.entity.js';
import { PlexPinsRepository } from './plex-pins.repository.js';
import type { NewPlexPin } from './plex-pins.repository.js';
import { PlexPinExpiredError, PlexPinPendingError } from './plex.errors.js';
import { PlexTvClient } from './plex-tv-client.js';

/** plex.tv gives 15 minutes; one that says otherwise is believed up to this. */
const DEFAULT_SECONDS = 900;
const MAX_SECONDS = 1800;

const tokenContext = (pinId: string): string => `plex_pin:${pinId}`;

/** A PIN, and the secret that only the browser which asked for it gets. */
export interface IssuedPlexPin {
  readonly pin: NewPlexPin;
  readonly browserSecret: string;
}

/** PINs from their making to the moment at which plex.tv hands out the account's token for them. */
@Injectable()
export class PlexPinsService {
  constructor(
    private readonly pins: PlexPinsRepository,
    private readonly plexTv: PlexTvClient,
    private readonly sealedBox: SealedBox,
  ) {}

  /** For signing in, or with `linkSessionId` for linking the account of that session. */
  async create(linkSessionId: string | null): Promise<IssuedPlexPin> {
    const clientIdentifier = await this.pins.clientIdentifier();
    const {
      id: plexPinId,
      code,
      expiresIn = DEFAULT_SECONDS,
    } = await this.plexTv.createPin(clientIdentifier);
    const browserSecret = newSecret();
    const pin: NewPlexPin = {
      id: randomUUID(),
      plexPinId: String(plexPinId),
      code,
      clientIdentifier,
      browserHash: hashOfSecret(browserSecret),
      linkSessionId,
      expiresAt: new Date(Date.now() + Math.min(expiresIn, MAX_SECONDS) * 1000),
    };
    await this.pins.insert(pin);
    return { pin, browserSecret };
  }

  /** What has become of it, asked of plex.tv once a second at most. NotFoundError in any other browser. */
  async poll(id: string, browserSecret: string | null): Promise<{ pin: PlexPin; status: PlexPinStatus }> {
    const pin = await this.require(id, browserSecret);
    const status = statusOf(pin);
    if (status !== PlexPinStatus.Waiting || !(await this.pins.claimPoll(id))) return { pin, status };
    return { pin, status: (await this.ask(pin)).status };
  }

  /** The token of an approved PIN that is still good for the use it was made for. */
  async tokenOf(id: string, browserSecret: string | null, linkSessionId: string | null): Promise<string> {
    const pin = await this.require(id, browserSecret);
    if (pin.linkSessionId !== linkSessionId) throw new NotFoundError('Plex PIN', id);
    const status = statusOf(pin);
    if (status === PlexPinStatus.Authorized && pin.sealedToken !== null)
      return this.sealedBox.open(pin.sealedToken, tokenContext(id));
    if (status !== PlexPinStatus.Waiting) throw new PlexPinExpiredError();
    const asked = await this.ask(pin);
    if (asked.status === PlexPinStatus.Expired) throw new PlexPinExpiredError();
    if (asked.token === null) throw new PlexPinPendingError();
    return asked.token;
  }

  /** Throws PlexPinExpiredError for all but one of those who use it. Belongs into the transaction of the use. */
  async consume(id: string): Promise<void> {
    if (!(await this.pins.consume(id))) throw new PlexPinExpiredError();
  }

  private async require(id: string, browserSecret: string | null): Promise<PlexPin> {
    const pin = browserSecret === null ? null : await this.pins.findOfBrowser(id, browserSecret);
    if (!pin) throw new NotFoundError('Plex PIN', id);
    return pin;
  }

  private async ask(pin: PlexPin): Promise<{ status: PlexPinStatus; token: string | null }> {
    const answer = await this.plexTv.pollPin(pin.plexPinId, pin.clientIdentifier);
    switch (answer.kind) {
      case 'waiting':
        return { status: PlexPinStatus.Waiting, token: null };
      case 'gone':
        await this.pins.expire(pin.id);
        return { status: PlexPinStatus.Expired, token: null };
      case 'authorized':
        await this.pins.keepToken(pin.id, this.sealedBox.seal(answer.token, tokenContext(pin.id)));
        return { status: PlexPinStatus.Authorized, token: answer.token };
    }
  }
}
