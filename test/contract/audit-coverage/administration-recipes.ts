import type { Recipe } from './recipe.js';

export const ADMINISTRATION_RECIPES: Readonly<Record<string, Recipe>> = {
  rotateSigningKey: async (scene) => ({ token: await scene.adminToken(), body: {} }),

  addWhitelistEntry: async (scene) => ({
    token: await scene.adminToken(),
    body: { ip_address: '127.0.0.1', description: 'This machine' },
  }),

  removeWhitelistEntry: async (scene) => {
    const token = await scene.adminToken();
    const body = { ip_address: '192.168.1.0/24', force: true };
    const added = await scene.send('POST', 'admin/security/whitelist', { token, body });
    return { token, params: { entry_id: String(added.body.id) }, query: '?force=true' };
  },

  /** The signature that a process with another secret would find there. */
  acceptAuditEnd: async (scene) => {
    const token = await scene.adminToken();
    await scene.send('GET', 'admin/audit-logs/verify', { token });
    await scene.query(`UPDATE audit_head SET signature = 'of another secret'`);
    return { token, body: { reason: 'The internal secret was replaced' } };
  },
};
