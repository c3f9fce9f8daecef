/** Signing in by way of accounts elsewhere. */
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { CookieJar } from '../../support/cookie-jar.js';
import type { Recipe, Scene } from './recipe.js';

/** The server on plex.tv whose members may come in. */
export const PLEX_MACHINE = 'machine-of-the-house';

/** A PIN that its person has approved; with a token, to link that account. */
async function approvedPin(scene: Scene, path: string, token?: string) {
  const { body, headers } = await scene.send('POST', path, { token });
  const id = randomInt(1_000_000);
  const person = { id, username: `plex${id}`, email: `plex${id}@example.com`, servers: [PLEX_MACHINE] };
  scene.plex.approve(String(body.code), person);
  return { params: { pin_id: String(body.id) }, headers: new CookieJar().take(headers).header() };
}

async function approvedLink(scene: Scene) {
  const { accessToken: token } = await scene.newAccount();
  return { token, ...(await approvedPin(scene, 'auth/identities/plex/pin', token)) };
}

const sha256 = (text: string, encoding: 'hex' | 'base64url') =>
  createHash('sha256').update(text).digest(encoding);

export const SIGN_IN_RECIPES: Readonly<Record<string, Recipe>> = {
  completePlexSignIn: async (scene) => ({ ...(await approvedPin(scene, 'auth/plex/pin')), body: {} }),

  completePlexLink: approvedLink,

  unlinkIdentity: async (scene) => {
    const { token, params, headers } = await approvedLink(scene);
    const path = `auth/identities/plex/pin/${params.pin_id}/complete`;
    const { body } = await scene.send('POST', path, { token, headers });
    return { token, params: { identity_id: String(body.id) } };
  },

  /** As the callback leaves it behind, once the issuer has sent the browser back. */
  exchangeOidcCode: async (scene) => {
    const { id } = await scene.newAccount();
    const [code, verifier] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
    await scene.query(
      `INSERT INTO oidc_sign_in (state_hash, browser_hash, wants_remember, code_challenge, return_to, expires_at,
                                 used_at, user_id, exchange_hash, exchange_expires_at)
        VALUES ($1, '', false, $2, '/', now() + interval '1 minute', now(), $3, $4, now() + interval '1 minute')`,
      [sha256(id, 'hex'), sha256(verifier, 'base64url'), id, sha256(code, 'hex')],
    );
    return { body: { code, code_verifier: verifier } };
  },
};
