import { Injectable } from '@nestjs/common';
import { OidcConfig } from '../../../common/config/oidc.config.js';
import { ServerConfig } from '../../../common/config/server.config.js';
import { UnitOfWork } from '../../../common/database/unit-of-work.js';
import { ValidationError } from '../../../common/errors/common.errors.js';
import { DomainError } from '../../../common/errors/domain-error.js';
import { AuditLog } from '../../audit/index.js';
import { ExternalSignInService } from '../external-identities/external-sign-in.service.js';
import type { ExternalProfile } from '../external-identities/external-profile.js';
import { IdentityLinksService } from '../external-identities/identity-links.service.js';
import type { BrowserCookies } from '../sessions/signed-in.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { hashOfSecret, newSecret } from '../token-secret.js';
import { roleOfClaims, toOidcProfile } from './oidc-claims.js';
import { SignInAttemptInvalidError } from './oidc.errors.js';
import { OidcIssuer } from './oidc-issuer.js';
import { proofsOf } from './oidc-proofs.js';
import type { OidcSignIn } from './oidc-sign-in.entity.js';
import { OidcSignInsRepository } from './oidc-sign-ins.repository.js';
import { acceptReturnUrl, withParameter } from './return-url.js';

const ATTEMPT_MS = 600_000;
const EXCHANGE_MS = 60_000;

/** What a sign-in at the issuer is to end with. */
export interface OidcWishes {
  readonly returnTo: string;
  readonly remember: boolean;
  /** Of the frontend that wants a code for tokens; null for cookies. */
  readonly codeChallenge: string | null;
  /** The session that links its account; null for a sign-in. */
  readonly linkSessionId: string | null;
}

export interface BegunOidcSignIn {
  readonly url: string;
  readonly state: string;
  readonly browserSecret: string;
  readonly expiresAt: Date;
}

/** Where the browser goes at the end, and what it takes along. */
export interface FinishedOidcSignIn {
  readonly location: string;
  readonly cookies: BrowserCookies | null;
}

/** Sends browsers to the issuer and makes sessions, codes or links of what they bring back. */
@Injectable()
export class OidcSignInService {
  private readonly returnOrigins: readonly string[];

  constructor(
    private readonly uow: UnitOfWork,
    private readonly issuer: OidcIssuer,
    private readonly rows: OidcSignInsRepository,
    private readonly external: ExternalSignInService,
    private readonly links: IdentityLinksService,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditLog,
    private readonly config: OidcConfig,
    { publicUrl }: ServerConfig,
  ) {
    const own = publicUrl === undefined ? [] : [new URL(publicUrl).origin];
    this.returnOrigins = [...own, ...config.returnOrigins];
  }

  async begin({ returnTo, remember, codeChallenge, linkSessionId }: OidcWishes): Promise<BegunOidcSignIn> {
    const accepted = acceptReturnUrl(returnTo, this.returnOrigins);
    if (accepted === null)
      throw new ValidationError('return_to must be a path of this server or a page of an allowed origin', {
        field: 'return_to',
      });
    const [state, browserSecret] = [newSecret(), newSecret()];
    const url = await this.issuer.authorizationUrl(proofsOf(state, browserSecret));
    const expiresAt = new Date(Date.now() + ATTEMPT_MS);
    await this.rows.insert({
      stateHash: hashOfSecret(state),
      browserHash: hashOfSecret(browserSecret),
      linkSessionId,
      wantsRemember: remember,
      codeChallenge,
      returnTo: accepted,
      expiresAt,
    });
    return { url, state, browserSecret, expiresAt };
  }

  /** Uses the sign-in up and returns its row. Throws SignInAttemptInvalidError in any other browser. */
  async claim(state: string | null, browserSecret: string | null): Promise<OidcSignIn> {
    const hasBoth = state !== null && browserSecret !== null;
    const signIn = hasBoth ? await this.rows.consume(state, browserSecret) : null;
    if (signIn) return signIn;
    return this.refuse(new SignInAttemptInvalidError());
  }

  /** `parameters` are what the issuer gave the browser. Every refusal is audited. */
  async finish(
    signIn: OidcSignIn,
    parameters: URLSearchParams,
    proof: { state: string; browserSecret: string },
  ): Promise<FinishedOidcSignIn> {
    const proofs = proofsOf(proof.state, proof.browserSecret);
    const claims = await this.issuer.redeem(parameters, proofs).catch((error: unknown) => this.refuse(error));
    const profile = toOidcProfile(claims);
    if (signIn.linkSessionId !== null) return this.link(signIn, signIn.linkSessionId, profile);
    const { roleClaim, roleMap, createsUsers } = this.policy();
    const policy = { createsUsers, role: roleOfClaims(claims, roleClaim, roleMap) };
    const outcome = await this.uow.run(async () => {
      const identified = await this.external.identify(profile, policy);
      if (identified.refusal) return identified;
      const { user } = identified;
      if (signIn.codeChallenge !== null)
        return { location: await this.issueCode(signIn, user.id), cookies: null, refusal: undefined };
      const browser = { remember: signIn.wantsRemember };
      const { cookies } = await this.external.open(user, profile.provider, browser);
      return { location: signIn.returnTo, cookies, refusal: undefined };
    });
    if (outcome.refusal) return this.external.refuse(profile, outcome.refusal, outcome.userId);
    return { location: outcome.location, cookies: outcome.cookies };
  }

  /** Audits a refusal of which no account is known, and throws it. */
  private async refuse(error: unknown): Promise<never> {
    if (error instanceof DomainError) {
      const newValue = { method: 'oidc', code: error.code, ...error.details };
      await this.audit.recordAlone({ action: 'login_failed', resource: 'user', newValue });
    }
    throw error;
  }

  private policy() {
    const { roleClaim, roleMap, createUsers: createsUsers } = this.config;
    return { roleClaim, roleMap, createsUsers };
  }

  private async issueCode(signIn: OidcSignIn, userId: string): Promise<string> {
    const code = newSecret();
    await this.rows.keepExchange(signIn.stateHash, userId, code, new Date(Date.now() + EXCHANGE_MS));
    return withParameter(signIn.returnTo, 'code', code);
  }

  /** The session that began it must still be there: whoever signed out meanwhile links nothing. */
  private async link(
    { returnTo }: OidcSignIn,
    sessionId: string,
    profile: ExternalProfile,
  ): Promise<FinishedOidcSignIn> {
    const session = await this.sessions.findLive(sessionId);
    if (!session) return this.refuse(new SignInAttemptInvalidError());
    const linked = await this.links.link(session.userId, profile);
    if (linked.refusal) return this.links.refuse(session.userId, profile, linked.refusal);
    return { location: returnTo, cookies: null };
  }
}
