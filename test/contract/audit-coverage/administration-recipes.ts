import type { Recipe, Scene } from './recipe.js';

const QUALITIES = { qualities: ['DVD'], cutoff: 'DVD' };

/** A quality profile that somebody just made. */
async function newProfile(scene: Scene, name: string) {
  const token = await scene.adminToken();
  const { body } = await scene.send('POST', 'admin/quality-profiles', {
    token,
    body: { name, ...QUALITIES },
  });
  return { token, params: { profile_id: String(body.id) } };
}

export const ADMINISTRATION_RECIPES: Readonly<Record<string, Recipe>> = {
  rotateSigningKey: async (scene) => ({ token: await scene.adminToken(), body: {} }),

  resetService: async (scene) => ({ token: await scene.adminToken(), params: { service: 'jackett' } }),

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

  createQualityProfile: async (scene) => ({
    token: await scene.adminToken(),
    body: { name: 'Living room', ...QUALITIES },
  }),

  updateQualityProfile: async (scene) => ({
    ...(await newProfile(scene, 'To be changed')),
    body: { name: 'Changed', ...QUALITIES },
  }),

  resetQualityProfile: async (scene) => {
    const [builtIn] = await scene.query<{ id: string }>(
      `SELECT id FROM quality_profile WHERE key = 'medium'`,
    );
    return { token: await scene.adminToken(), params: { profile_id: String(builtIn?.id) } };
  },

  deleteQualityProfile: (scene) => newProfile(scene, 'To be deleted'),
};
