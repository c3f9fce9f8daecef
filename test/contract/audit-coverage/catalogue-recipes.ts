/** Editing the catalogue. */
import { randomUUID } from 'node:crypto';
import type { Recipe, Scene } from './recipe.js';

const title = () => ({ title: `Title ${randomUUID()}`, media_type: 'movie', year: 2001 });

/** A title that somebody just added. */
async function newTitle(scene: Scene, changes: object = {}) {
  const token = await scene.adminToken();
  const { body } = await scene.send('POST', 'media', { token, body: { ...title(), ...changes } });
  return { token, params: { media_id: String(body.id) } };
}

export const CATALOGUE_RECIPES: Readonly<Record<string, Recipe>> = {
  createMedia: async (scene) => ({ token: await scene.adminToken(), body: title() }),

  updateMedia: async (scene) => ({ ...(await newTitle(scene)), body: { rating: 8 } }),

  deleteMedia: (scene) => newTitle(scene),

  refreshMedia: (scene) => newTitle(scene, { tmdb_id: 550 }),
};
