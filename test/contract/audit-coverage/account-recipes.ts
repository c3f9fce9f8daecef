import { CookieJar } from '../../support/cookie-jar.js';
import type { Recipe } from './recipe.js';

export const ACCOUNT_RECIPES: Readonly<Record<string, Recipe>> = {
  registerUser: async ({ password }) => ({
    body: { username: 'newcomer', email: 'newcomer@example.com', password },
  }),

  login: async (scene) => {
    const { username } = await scene.newAccount();
    return { body: { username, password: scene.password } };
  },

  refreshToken: async (scene) => ({ body: { refresh_token: (await scene.newAccount()).refreshToken } }),

  resumeSession: async (scene) => {
    const { username } = await scene.newAccount();
    const body = { username, password: scene.password, remember_me: true };
    const { headers } = await scene.send('POST', 'auth/login', { body });
    return { headers: new CookieJar().take(headers).header('sokoul_remember') };
  },

  logout: async (scene) => ({ token: (await scene.newAccount()).accessToken }),

  logoutAll: async (scene) => ({ token: (await scene.newAccount()).accessToken }),

  endSession: async (scene) => {
    const { username, accessToken: token } = await scene.newAccount();
    await scene.send('POST', 'auth/login', { body: { username, password: scene.password } });
    const { body } = await scene.send('GET', 'auth/sessions', { token });
    const other = body.data?.find((session) => session.is_current === false);
    return { token, params: { session_id: String(other?.id) } };
  },

  changePassword: async (scene) => ({
    token: (await scene.newAccount()).accessToken,
    body: { current_password: scene.password, new_password: 'another long enough passphrase' },
  }),

  createApiKey: async (scene) => ({
    token: (await scene.newAccount()).accessToken,
    body: { name: 'Home Assistant', scopes: ['read'] },
  }),

  deleteApiKey: async (scene) => {
    const { accessToken: token } = await scene.newAccount();
    const body = { name: 'Home Assistant', scopes: ['read'] };
    const created = await scene.send('POST', 'auth/api-keys', { token, body });
    return { token, params: { api_key_id: String(created.body.id) } };
  },
};
