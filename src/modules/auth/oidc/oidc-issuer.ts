import { Inject, Injectable } from '@nestjs/common';
import {
  ClientSecretBasic,
  ClientSecretPost,
  None,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  fetchUserInfo,
} from 'openid-client';
import type { ClientAuth, Configuration } from 'openid-client';
import { OidcConfig } from '../../../common/config/oidc.config.js';
import { ServerConfig } from '../../../common/config/server.config.js';
import { SafeFetch } from '../../../common/fetch/safe-fetch.js';
import { Logger } from '../../../common/logging/logger.js';
import { SignInMethodOffError } from '../external-identities/external-identities.errors.js';
import type { OidcClaims } from './oidc-claims.js';
import { oidcFetch } from './oidc-fetch.js';
import { OidcIssuerUnavailableError, OidcRefusedError } from './oidc.errors.js';
import { translateOidcError } from './translate-oidc-error.js';

const CALLBACK_PATH = '/api/v1/auth/oidc/callback';
const TIMEOUT_SECONDS = 10;
const DISCOVERY_MS = 3600 * 1000;
/** Between two attempts to read it again while the issuer is away. */
const RETRY_MS = 60_000;

/** What ties the issuer's answer to the browser that asked; see `oidc-proofs.ts`. */
export interface OidcProofs {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** The configured issuer: where to send the browser, and what its answer proves. */
@Injectable()
export class OidcIssuer {
  readonly redirectUri: string;
  private known: { configuration: Configuration; until: number } | undefined;
  private pending: Promise<Configuration> | undefined;

  constructor(
    private readonly config: OidcConfig,
    { publicUrl, host, port }: ServerConfig,
    private readonly http: SafeFetch,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    const origin = (publicUrl ?? `http://${host}:${port}`).replace(/\/+$/, '');
    this.redirectUri = config.redirectUri ?? `${origin}${CALLBACK_PATH}`;
  }

  async authorizationUrl({ state, nonce, codeVerifier }: OidcProofs): Promise<string> {
    const configuration = await this.configuration();
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: this.config.scopes,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  /** The verified claims for the parameters that the browser brought back. Throws OidcRefusedError or OidcIssuerUnavailableError. */
  async redeem(parameters: URLSearchParams, proofs: OidcProofs): Promise<OidcClaims> {
    const configuration = await this.configuration();
    try {
      const answer = await authorizationCodeGrant(configuration, this.callbackUrl(parameters), {
        pkceCodeVerifier: proofs.codeVerifier,
        expectedState: proofs.state,
        expectedNonce: proofs.nonce,
        idTokenExpected: true,
      });
      const claims = answer.claims();
      if (!claims) throw new OidcRefusedError();
      // Many issuers tell groups and the e-mail address only here.
      const hasUserInfo = configuration.serverMetadata().userinfo_endpoint !== undefined;
      if (!hasUserInfo) return claims;
      const info = await fetchUserInfo(configuration, answer.access_token, claims.sub);
      return { ...info, ...claims };
    } catch (error) {
      throw error instanceof OidcRefusedError ? error : this.explain(error);
    }
  }

  private callbackUrl(parameters: URLSearchParams): URL {
    const url = new URL(this.redirectUri);
    url.search = parameters.toString();
    return url;
  }

  /** Read once an hour. An issuer that is away later does no harm: what is known of it stays in use. */
  private async configuration(): Promise<Configuration> {
    if (this.known && this.known.until > Date.now()) return this.known.configuration;
    this.pending ??= this.discover().finally(() => (this.pending = undefined));
    try {
      const configuration = await this.pending;
      this.known = { configuration, until: Date.now() + DISCOVERY_MS };
      return configuration;
    } catch (error) {
      const explained = this.explain(error);
      if (this.known) {
        this.known.until = Date.now() + RETRY_MS;
        return this.known.configuration;
      }
      throw explained instanceof OidcRefusedError
        ? new OidcIssuerUnavailableError({ cause: error })
        : explained;
    }
  }

  private async discover(): Promise<Configuration> {
    const { issuer, clientId } = this.config;
    if (issuer === undefined) throw new SignInMethodOffError();
    const isPlain = issuer.startsWith('http:');
    return discovery(new URL(issuer), clientId, undefined, this.clientAuth(), {
      timeout: TIMEOUT_SECONDS,
      [customFetch]: oidcFetch(this.http),
      // An issuer without TLS is an operator's explicit choice, for a network of their own.
      ...(isPlain ? { execute: [allowInsecureRequests] } : {}),
    });
  }

  private clientAuth(): ClientAuth {
    const { clientSecret, clientAuth } = this.config;
    if (clientSecret === undefined) return None();
    return clientAuth === 'post' ? ClientSecretPost(clientSecret) : ClientSecretBasic(clientSecret);
  }

  private explain(error: unknown): unknown {
    const reason = error instanceof Error ? error.message : String(error);
    this.logger.warn({ reason }, 'OpenID Connect sign-in failed');
    return translateOidcError(error);
  }
}
