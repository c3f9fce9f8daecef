import { Injectable } from '@nestjs/common';
import { requireSession } from '../../../common/access/actor.js';
import type { Actor } from '../../../common/access/actor.js';
import { PlexSignInConfig } from '../../../common/config/plex-sign-in.config.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { StartupError } from '../../../common/errors/startup-error.js';
import { IdentityProvider } from '../external-identities/external-identity.entity.js';
import type { ExternalIdentity } from '../external-identities/external-identity.entity.js';
import type { ExternalProfile } from '../external-identities/external-profile.js';
import { ExternalSignInService } from '../external-identities/external-sign-in.service.js';
import { IdentityLinksService } from '../external-identities/identity-links.service.js';
import type { BrowserWishes, SignedIn } from '../sessions/signed-in.js';
import { PlexPinsRepository } from './plex-pins.repository.js';
import { PlexPinsService } from './plex-pins.service.js';
import { PlexAccessDeniedError, PlexPinExpiredError } from './plex.errors.js';
import { PlexTvClient } from './plex-tv-client.js';
import type { PlexAccount } from './plex-tv.schemas.js';

/** Not the configured URL: a proxy in front of plex.tv knows the same accounts. */
const ISSUER = 'https://plex.tv';

const textOf = (value: string | null | undefined): string | null => (value === '' ? null : (value ?? null));

const toProfile = (
  { id, username, title, email, confirmed }: PlexAccount,
  token: string,
): ExternalProfile => ({
  provider: IdentityProvider.Plex,
  issuer: ISSUER,
  subject: String(id),
  username: textOf(username) ?? textOf(title),
  email: textOf(email),
  isEmailVerified: confirmed === true,
  token,
});

/** Turns an approved PIN into a session, or into a link with the account of the person who is signed in. */
@Injectable()
export class PlexSignInService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly pins: PlexPinsService,
    private readonly rows: PlexPinsRepository,
    private readonly plexTv: PlexTvClient,
    private readonly external: ExternalSignInService,
    private readonly links: IdentityLinksService,
    private readonly config: PlexSignInConfig,
  ) {
    if (config.mode === 'server' && config.machineId === undefined)
      throw new StartupError(
        'PLEX_MACHINE_ID_MISSING',
        'SOKOUL_PLEX_SIGN_IN=server needs SOKOUL_PLEX_MACHINE_ID',
      );
  }

  async signIn(
    pinId: string,
    browserSecret: string | null,
    browser: BrowserWishes | null,
  ): Promise<SignedIn> {
    const token = await this.pins.tokenOf(pinId, browserSecret, null);
    const profile = await this.memberProfile(token, pinId);
    const policy = { createsUsers: this.config.mode === 'server', role: null };
    const outcome = await this.uow.run(async () => {
      await this.pins.consume(pinId);
      const identified = await this.external.identify(profile, policy);
      if (identified.refusal) return identified;
      const signedIn = await this.external.open(identified.user, profile.provider, browser);
      return { signedIn, refusal: undefined };
    });
    if (outcome.refusal) return this.external.refuse(profile, outcome.refusal, outcome.userId);
    return outcome.signedIn;
  }

  async link(actor: Actor, pinId: string, browserSecret: string | null): Promise<ExternalIdentity> {
    const token = await this.pins.tokenOf(pinId, browserSecret, requireSession(actor));
    const profile = await this.memberProfile(token, pinId);
    const linked = await this.uow.run(async () => {
      await this.pins.consume(pinId);
      return this.links.link(actor.id, profile);
    });
    if (linked.refusal) return this.links.refuse(actor.id, profile, linked.refusal);
    return linked.identity;
  }

  /** The account behind the token, once it has shown that it may use the configured server. */
  private async memberProfile(token: string, pinId: string): Promise<ExternalProfile> {
    const clientIdentifier = await this.rows.clientIdentifier();
    const account = await this.plexTv.findAccount(token, clientIdentifier);
    if (!account) {
      await this.rows.expire(pinId);
      throw new PlexPinExpiredError();
    }
    const profile = toProfile(account, token);
    const { machineId } = this.config;
    if (machineId === undefined || (await this.plexTv.hasServer(token, clientIdentifier, machineId)))
      return profile;
    await this.pins.consume(pinId);
    return this.external.refuse(profile, new PlexAccessDeniedError());
  }
}
