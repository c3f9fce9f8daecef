/** Searching, downloading and playing. No worker runs: what one would have done is put into the database. */
import { randomBytes, randomUUID } from 'node:crypto';
import { newTorrentFile } from '../../support/new-torrent-file.js';
import type { Recipe, Scene } from './recipe.js';

/** Each of a title of its own: the furthest download of one title is the one that is played. */
const magnet = () => {
  const hash = randomBytes(20).toString('hex');
  return `magnet:?xt=urn:btih:${hash}&dn=Night.Train.${hash.slice(0, 8)}x.1999.1080p.WEB`;
};
const SEARCH = { query: 'Night Train', media_type: 'movie' };
const FILES = JSON.stringify([{ index: 0, path: 'Night.Train.1999.1080p.mkv', size_bytes: 1000 }]);

async function newDownload(scene: Scene) {
  const { accessToken: token } = await scene.newAccount();
  const { body } = await scene.send('POST', 'downloads/start', { token, body: { magnet_link: magnet() } });
  return { token, params: { download_id: String(body.download_id) } };
}

async function newPaused(scene: Scene) {
  const { token, params } = await newDownload(scene);
  await scene.send('POST', `downloads/${params.download_id}/pause`, { token });
  return { token, params };
}

/** A download in a state into which only workers bring one. */
async function newDownloadThat(scene: Scene, assignments: string) {
  const { token, params } = await newDownload(scene);
  await scene.query(`UPDATE download SET ${assignments} WHERE id = $1`, [params.download_id]);
  return { token, params };
}

async function newSearch(scene: Scene) {
  const { accessToken: token } = await scene.newAccount();
  const { body } = await scene.send('POST', 'search', { token, body: SEARCH });
  return { token, params: { search_id: String(body.search_id) } };
}

/** A download of which the player can begin. */
async function newPlayable(scene: Scene) {
  const { token, params } = await newDownload(scene);
  const [row] = await scene.query<{ media_id: string }>(
    `UPDATE download SET state = 'running', files = $2 WHERE id = $1 RETURNING media_id`,
    [params.download_id, FILES],
  );
  return { token, params: { media_id: String(row?.media_id) } };
}

export const MEDIA_RECIPES: Readonly<Record<string, Recipe>> = {
  startSearch: async (scene) => ({ token: (await scene.newAccount()).accessToken, body: SEARCH }),

  scoreSearch: async (scene) => ({ ...(await newSearch(scene)), body: { quality_preference: 'high' } }),

  cancelSearch: newSearch,

  deleteSearch: newSearch,

  startDownload: async (scene) => ({
    token: (await scene.newAccount()).accessToken,
    body: { magnet_link: magnet() },
  }),

  startDownloads: async (scene) => ({
    token: (await scene.newAccount()).accessToken,
    body: { urls: [`https://files.example/${randomUUID()}.mkv`, magnet()] },
  }),

  startTorrentFile: async (scene) => {
    const body = new FormData();
    body.append('torrent_file', new Blob([newTorrentFile()]), 'night.torrent');
    return { token: (await scene.newAccount()).accessToken, body };
  },

  pauseDownload: newDownload,

  pauseDownloads: newDownload,

  resumeDownload: newPaused,

  resumeDownloads: newPaused,

  retryDownload: (scene) => newDownloadThat(scene, `state = 'failed', error_code = 'DOWNLOAD_STALLED'`),

  cancelDownload: newDownload,

  stopSeeding: (scene) => newDownloadThat(scene, `state = 'completed', is_seeding = true`),

  changeDownload: async (scene) => ({ ...(await newDownload(scene)), body: { priority: 10 } }),

  forgetDownload: (scene) => newDownloadThat(scene, `state = 'failed'`),

  unblockRelease: async (scene) => {
    const id = randomUUID();
    await scene.query(
      `INSERT INTO blocked_release (id, identity, release_name, reason)
       VALUES ($1::uuid, $1::text, 'Night.Train.1999.1080p.WEB', 'DOWNLOAD_STALLED')`,
      [id],
    );
    return { token: await scene.adminToken(), params: { release_id: id } };
  },

  startStream: async (scene) => ({ ...(await newPlayable(scene)), body: {} }),

  revokeStream: async (scene) => {
    const { token, params } = await newPlayable(scene);
    await scene.send('POST', `streaming/${params.media_id}/start`, { token, body: {} });
    const [session] = await scene.query<{ id: string }>(
      'SELECT id FROM streaming_session WHERE media_id = $1',
      [params.media_id],
    );
    return { token, params: { session_id: String(session?.id) } };
  },
};
