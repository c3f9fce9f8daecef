import type { Recipe } from './recipe.js';

/** A write to an account that somebody just made. */
const onAccount =
  (body?: object): Recipe =>
  async (scene) => {
    const { id } = await scene.newAccount();
    return { token: await scene.adminToken(), params: { user_id: id }, ...(body ? { body } : {}) };
  };

export const USER_ADMINISTRATION_RECIPES: Readonly<Record<string, Recipe>> = {
  createUser: async (scene) => ({
    token: await scene.adminToken(),
    body: { username: 'made.for.them', role: 'moderator' },
  }),
  setUserRole: onAccount({ role: 'moderator' }),
  setUserStatus: onAccount({ status: 'suspended', reason: 'Shares the account' }),
  resetUserPassword: onAccount(),
  deleteUser: onAccount(),
  setUserQuota: onAccount({ daily_bytes: 1_000_000_000, stored_bytes: null }),
  updateConfig: async (scene) => ({
    token: await scene.adminToken(),
    body: { limits: { downloads_per_user: 8 } },
  }),
};
