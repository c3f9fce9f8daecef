import { createHash } from 'node:crypto';
import type { OidcProofs } from './oidc-issuer.js';

const derive = (purpose: string, browserSecret: string): string =>
  createHash('sha256').update(`${purpose}:${browserSecret}`).digest('base64url');

/**
 * Nonce and PKCE verifier come from the secret in the browser's cookie, so that they are kept nowhere and no other browser
 * can finish the sign-in, whatever it learned of it.
 */
export const proofsOf = (state: string, browserSecret: string): OidcProofs => ({
  state,
  nonce: derive('nonce', browserSecret),
  codeVerifier: derive('pkce', browserSecret),
});
