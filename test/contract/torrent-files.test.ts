/** .torrent files: sent, linked to, and given out again. */
import { randomBytes } from 'node:crypto';
import { readTorrentFile } from '../../src/modules/downloads/engine/torrent/torrent-files.js';
import { FetchBench } from '../support/fetch-bench.js';
import { call, newPerson } from '../support/http-caller.js';
import { newTorrentFile } from '../support/new-torrent-file.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';

const UPLOAD = '/api/v1/downloads/torrent-file';
const START = '/api/v1/downloads/start';

function formOf(bytes: Uint8Array<ArrayBuffer> | null, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (bytes !== null) form.append('torrent_file', new Blob([bytes]), 'x.torrent');
  return form;
}

describe('.torrent files', () => {
  const bench = new FetchBench();
  const linked = newTorrentFile('Linked.mkv');
  const hash = randomBytes(20).toString('hex');
  let origin: string;
  let system: TestSystem;
  let token: string;

  beforeAll(async () => {
    origin = await bench.serve((request, response) => {
      if (request.url === '/file.torrent') response.end(linked);
      else if (request.url === '/magnet.torrent')
        response.writeHead(302, { location: `magnet:?xt=urn:btih:${hash}&dn=Over+There` }).end();
      else if (request.url === '/moved.torrent') response.writeHead(301, { location: '/file.torrent' }).end();
      else if (request.url === '/inside.torrent')
        response.writeHead(302, { location: 'http://127.0.0.1:1/secret' }).end();
      else if (request.url === '/loop.torrent') response.writeHead(302, { location: '/loop.torrent' }).end();
      else if (request.url === '/page.torrent') response.end('<html>Sign in</html>');
      else response.writeHead(404).end();
    });
    system = await startTestSystem({
      workers: 0,
      env: { SOKOUL_DOWNLOAD_ORIGINS: origin, SOKOUL_DOWNLOADS_PER_USER: '100' },
    });
    token = (await newPerson(system.api.url, system.database.url, 'user')).token;
  });
  afterAll(async () => {
    await system?.stop();
    await bench.close();
  });

  const send = (body: object, path = UPLOAD) => call(system.api.url, path, { method: 'POST', token, body });
  const exportOf = (id: unknown, as = token) =>
    fetch(new URL(`/api/v1/downloads/${String(id)}/torrent`, system.api.url), {
      headers: { authorization: `Bearer ${as}` },
    });

  it('are taken as a form, and given out as they came', async () => {
    const bytes = newTorrentFile();
    const started = await send(formOf(bytes, { priority: '20' }));
    expect(started.status).toBe(202);
    const id = started.body['download_id'];
    const { body } = await call(system.api.url, `/api/v1/downloads/${String(id)}`, { token });
    expect(body).toMatchObject({ info_hash: readTorrentFile(bytes).infoHash });

    const answer = await exportOf(id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-bittorrent');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="?Night.*\.torrent"?$/);
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);

    expect((await send(formOf(bytes))).status).toBe(409);
  });

  it('are refused when they are none, are missing, too large, or not in a form', async () => {
    const answers = [
      await send(formOf(Buffer.from('no torrent'))),
      await send(formOf(null)),
      await send(formOf(newTorrentFile(), { priority: '1000' })),
      await send(formOf(newTorrentFile(), { unknown: 'field' })),
      await send(formOf(Buffer.alloc(10_000_001))),
      await send({ torrent_file: 'text' }),
      await send(formOf(newTorrentFile()), START),
      await call(system.api.url, UPLOAD, { method: 'POST', body: formOf(newTorrentFile()) }),
    ];
    expect(answers.map(({ status, body }) => `${status} ${body.error?.code}`)).toEqual([
      '400 TORRENT_REFUSED',
      '400 VALIDATION_ERROR',
      '400 VALIDATION_ERROR',
      '400 VALIDATION_ERROR',
      '413 PAYLOAD_TOO_LARGE',
      '415 UNSUPPORTED_MEDIA_TYPE',
      '415 UNSUPPORTED_MEDIA_TYPE',
      '401 MISSING_TOKEN',
    ]);
  });

  it('are not given out before they are known, nor to others', async () => {
    const { body } = await send(
      { magnet_link: `magnet:?xt=urn:btih:${randomBytes(20).toString('hex')}&dn=Nobody.Knows` },
      START,
    );
    const id = body['download_id'];
    const unknown = await exportOf(id);
    expect([unknown.status, await unknown.json()]).toMatchObject([
      409,
      { error: { code: 'TORRENT_FILE_UNKNOWN' } },
    ]);
    const other = await newPerson(system.api.url, system.database.url, 'user');
    expect((await exportOf(id, other.token)).status).toBe(404);
    const moderator = await newPerson(system.api.url, system.database.url, 'moderator');
    expect((await exportOf(id, moderator.token)).status).toBe(409);
  });

  it('are fetched from links, which may lead to a magnet link', async () => {
    for (const [path, infoHash] of [
      ['moved.torrent', readTorrentFile(linked).infoHash],
      ['magnet.torrent', hash],
    ]) {
      const started = await send({ url: `${origin}/${path}` }, START);
      expect(started.status).toBe(202);
      const id = String(started.body['download_id']);
      const { body } = await call(system.api.url, `/api/v1/downloads/${id}`, { token });
      expect(body).toMatchObject({ info_hash: infoHash });
    }
  });

  it('are not fetched where a link leads to nothing, round in circles, or inside', async () => {
    const codes = [];
    for (const path of ['page', 'missing', 'loop', 'inside']) {
      const { status, body } = await send({ url: `${origin}/${path}.torrent` }, START);
      codes.push(`${path} ${status} ${body.error?.code}`);
    }
    expect(codes).toEqual([
      'page 400 TORRENT_REFUSED',
      'missing 502 TORRENT_LINK_FAILED',
      'loop 502 TORRENT_LINK_FAILED',
      'inside 400 URL_REFUSED',
    ]);
  });
});
