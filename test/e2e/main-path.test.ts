import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as sokoul from '../../openapi/client/sdk.gen.js';
import { Person } from '../support/api-client.js';
import { createSwarm } from '../support/swarm.js';
import type { Swarm } from '../support/swarm.js';
import { startTestSystem } from '../support/test-system.js';
import type { TestSystem } from '../support/test-system.js';
import { waitFor } from '../support/wait-for.js';

const MIB = 1024 * 1024;

describe('search → download → watch', () => {
  let swarm: Swarm;
  let system: TestSystem;
  let person: Person;
  let mediaId: string;
  let sourceId: string;
  let downloadId: string;
  let streamUrl: string;

  beforeAll(async () => {
    swarm = await createSwarm({ sizeBytes: 24 * MIB, uploadLimitBytesPerSecond: 3 * MIB });
    system = await startTestSystem({ env: swarm.env });
    person = await Person.register(system.api.url);
    await person.listen();
  }, 60_000);
  afterAll(async () => {
    person?.close();
    await system?.stop();
    await swarm?.close();
  });

  it('finds the film, and pushes each result as it arrives', async () => {
    const { data: search, response } = await sokoul.startSearch({
      client: person.client,
      body: { query: 'Metropolis', media_type: 'movie' },
      throwOnError: true,
    });
    expect(response.status).toBe(202);
    const pushed = await person.heard('search_result', ({ search_id }) => search_id === search.search_id);
    expect(pushed.result).toMatchObject({ provider: 'jackett' });

    const found = await waitFor('the search to end', async () => {
      const { data } = await sokoul.getSearch({
        client: person.client,
        path: { search_id: search.search_id },
        throwOnError: true,
      });
      return data.status === 'completed' && data;
    });
    const [title] = found.results;
    expect(title).toMatchObject({ title: 'Metropolis', year: 1927, media_type: 'movie' });
    const source = title?.sources.find(({ magnet_link }) => magnet_link?.includes(swarm.infoHash));
    expect(source).toMatchObject({ seeders: 90, leechers: 5, quality: '720p' });
    mediaId = title?.id ?? '';
    sourceId = source?.source_id ?? '';
  });

  it('starts a download of it, once', async () => {
    const body = { media_id: mediaId, source_id: sourceId };
    const { data, response } = await sokoul.startDownload({
      client: person.client,
      body,
      throwOnError: true,
    });
    expect([response.status, data.status]).toEqual([202, 'pending']);
    downloadId = data.download_id;
    const again = await sokoul.startDownload({ client: person.client, body });
    expect([again.response?.status, again.error?.error.code]).toEqual([409, 'DOWNLOAD_EXISTS']);
  });

  it('plays the end of it while the rest is still missing', async () => {
    await person.heard('download_progress', (m) => m.download_id === downloadId && Number(m.total_bytes) > 0);
    const { data } = await sokoul.startStream({
      client: person.client,
      path: { media_id: mediaId },
      body: {},
      throwOnError: true,
    });
    streamUrl = data.stream_url;
    const start = Math.floor(swarm.video.sizeBytes * 0.9);
    const answer = await fetch(streamUrl, { headers: { Range: `bytes=${start}-${start + 65_535}` } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(
      `bytes ${start}-${start + 65_535}/${swarm.video.sizeBytes}`,
    );
    const original = readFileSync(swarm.video.path).subarray(start, start + 65_536);
    expect(Buffer.from(await answer.arrayBuffer()).equals(original)).toBe(true);
    const { data: download } = await sokoul.getDownload({
      client: person.client,
      path: { download_id: downloadId },
      throwOnError: true,
    });
    expect(download.status).toBe('running');
  });

  it('survives kill -9 of the worker in the middle', async () => {
    await person.heard(
      'download_progress',
      (m) => Number(m.bytes_downloaded) > swarm.video.sizeBytes / 3,
      30_000,
    );
    await system.workers[0]?.kill('SIGKILL');
    await system.addWorker();
    await person.heard('download_progress', (m) => m.status === 'completed', 45_000);
  }, 90_000);

  it('puts the file into the library, probed and named', async () => {
    const { data } = await sokoul.listMediaFiles({
      client: person.client,
      path: { media_id: mediaId },
      throwOnError: true,
    });
    expect(data.files).toHaveLength(1);
    const [file] = data.files;
    expect(file).toMatchObject({
      file_path: '/Movies/Metropolis (1927)/Metropolis (1927) - 720p.mp4',
      file_size: swarm.video.sizeBytes,
      codec_video: 'h264',
      resolution: '720p',
      source: 'torrent',
    });
    expect(existsSync(path.join(system.directory, 'library', file?.file_path ?? ''))).toBe(true);
    const { data: media } = await sokoul.getMedia({
      client: person.client,
      path: { media_id: mediaId },
      throwOnError: true,
    });
    expect(media.status).toBe('available');
  });

  it('streams all of it under the link from before, byte for byte', async () => {
    const answer = await fetch(streamUrl);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('video/mp4');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const digest = createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex');
    expect(digest).toBe(swarm.video.sha256);
  });

  it('answers a range that the file does not have with 416', async () => {
    const answer = await fetch(streamUrl, { headers: { Range: `bytes=${swarm.video.sizeBytes}-` } });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([
      416,
      `bytes */${swarm.video.sizeBytes}`,
    ]);
  });

  it('shows none of it to someone else', async () => {
    const stranger = await Person.register(system.api.url);
    const { response, error } = await sokoul.getDownload({
      client: stranger.client,
      path: { download_id: downloadId },
    });
    expect([response?.status, error?.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('counts requests in the documented metrics', async () => {
    const text = await (await fetch(`${system.api.url}/metrics`)).text();
    expect(text).toMatch(
      /sokoul_api_requests_total\{endpoint="\/api\/v1\/search",method="POST",status="202"\} 1/,
    );
    expect(text).toContain('sokoul_api_request_duration_seconds_bucket');
  });
});
