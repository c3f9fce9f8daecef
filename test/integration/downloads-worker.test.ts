import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InternalKey } from '../../src/common/crypto/internal-key.js';
import { internalAuthorization, issueInternalToken } from '../../src/common/crypto/internal-token.js';
import { DownloadNudges } from '../../src/modules/downloads/download-nudges.js';
import { Download } from '../../src/modules/downloads/download.entity.js';
import { DownloadRunner } from '../../src/modules/downloads/worker/download-runner.js';
import { DownloadLab, PIECE_BYTES } from '../support/download-lab.js';
import { someMagnet } from '../support/download-people.js';
import { waitFor } from '../support/wait-for.js';

const SIZE_BYTES = 3_000_000;
const SLOW_BYTES_PER_SECOND = 500_000;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a worker with downloads', () => {
  let lab: DownloadLab;

  beforeAll(async () => {
    lab = await DownloadLab.open();
  });
  afterEach(() => lab.stopSeeders());
  afterAll(() => lab?.close());

  const progressOf = (id: string) =>
    lab.told.filter(({ message }) => message.type === 'download_progress' && message.download_id === id);

  it('fetches, files, records, tells and cleans up', async () => {
    const video = await lab.seed('Night.Train.1999.720p.WEB.x264', SIZE_BYTES);
    const { id, mediaId } = await lab.start(video.magnet);
    const completed = await lab.until(
      'it to complete',
      id,
      (one) => one.state === 'completed' && !one.hasDirectory,
    );
    expect(completed).toMatchObject({
      bytesDone: SIZE_BYTES,
      totalBytes: SIZE_BYTES,
      workerId: null,
      leaseUntil: null,
      errorCode: null,
      speedBytesPerSec: 0,
    });
    expect(completed.startedAt).not.toBeNull();
    const [file, ...others] = await lab.media.filesOf(mediaId ?? '');
    expect(others).toEqual([]);
    expect(file).toMatchObject({
      downloadId: id,
      relativePath: 'Movies/Night Train (1999)/Night Train (1999) - 720p.mp4',
      sizeBytes: SIZE_BYTES,
      codecVideo: 'h264',
      resolution: '720p',
      source: 'torrent',
    });
    expect(sha256(await readFile(path.join(lab.paths.library, file?.relativePath ?? '')))).toBe(video.sha256);
    expect((await lab.media.getById(mediaId ?? '')).status).toBe('available');
    expect(await lab.directories()).not.toContain(id);
    await waitFor('the notification', () =>
      lab.told.some(
        ({ room, message }) => room === `user:${lab.actor.id}` && message.message?.includes('Night Train'),
      ),
    );
    expect(progressOf(id).at(-1)?.message).toMatchObject({ progress: 100, status: 'completed' });
  });

  it('pauses at once, keeps what has arrived, and continues from there', async () => {
    const video = await lab.seed('Slow.Boat.2003.720p.WEB', SIZE_BYTES, SLOW_BYTES_PER_SECOND);
    const { id } = await lab.start(video.magnet);
    const paused = await lab.pauseEarly(id);
    expect(paused).toMatchObject({ state: 'paused', leaseUntil: null, hasDirectory: true });
    expect(paused.bytesDone).toBeLessThan(SIZE_BYTES);
    const uploaded = video.seeder.uploadedBytes();
    await lab.commands.resume(lab.actor, id);
    await lab.until('it to complete', id, ({ state }) => state === 'completed');
    const again = video.seeder.uploadedBytes() - uploaded;
    expect(again).toBeLessThan(SIZE_BYTES - paused.bytesDone + 2 * PIECE_BYTES);
  });

  it('serves the bytes of an unfinished download to whoever has a token for it, also past its completion', async () => {
    const video = await lab.seed('Early.Bird.2004.720p.WEB', SIZE_BYTES, SLOW_BYTES_PER_SECOND);
    const { id } = await lab.start(video.magnet);
    const source = await waitFor('the files to be known', () => lab.downloads.streamSource(id));
    expect(source).toMatchObject({
      downloadId: id,
      ownerId: lab.actor.id,
      fileIndex: 0,
      fileName: 'Early.Bird.2004.720p.WEB.mp4',
      sizeBytes: SIZE_BYTES,
    });
    const url = `${source.baseUrl}/internal/downloads/${id}/files/${source.fileIndex}`;
    const key = lab.context.app.get(InternalKey);
    const ask = (of: string) =>
      fetch(url, { headers: { authorization: internalAuthorization(issueInternalToken(key, of, 60)) } });
    expect((await ask(randomUUID())).status).toBe(401);
    const answer = await ask(id);
    expect(answer.status).toBe(200);
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(video.sha256);
    await lab.until(
      'it to clean up',
      id,
      ({ state, hasDirectory }) => state === 'completed' && !hasDirectory,
    );
    expect((await lab.downloads.streamSource(id))?.baseUrl).toBeNull();
  });

  it('deletes what has arrived of a cancelled download, and can fetch it anew', async () => {
    const video = await lab.seed('Lost.Cause.2005.720p.WEB', SIZE_BYTES, SLOW_BYTES_PER_SECOND);
    const { id } = await lab.start(video.magnet);
    await lab.until('some bytes', id, ({ bytesDone }) => bytesDone > 0);
    expect(await lab.directories()).toContain(id);
    await lab.commands.cancel(lab.actor, id);
    const anew = await lab.start(video.magnet);
    await lab.until(
      'the directory to go',
      id,
      ({ hasDirectory, workerId }) => !hasDirectory && workerId === null,
    );
    expect(await lab.directories()).not.toContain(id);
    await lab.until('the torrent to be fetched anew', anew.id, ({ bytesDone }) => bytesDone > 0);
    await lab.commands.cancel(lab.actor, anew.id);
    await lab.until('that to go as well', anew.id, ({ hasDirectory }) => !hasDirectory);
  });

  it('deletes what a download left that was cancelled while nobody ran it', async () => {
    const { id } = await lab.start(someMagnet().magnetLink);
    await lab.until('it to run', id, ({ state }) => state === 'running');
    await lab.commands.pause(lab.actor, id);
    await lab.until('it to rest', id, ({ workerId }) => workerId === null);
    await lab.commands.cancel(lab.actor, id);
    await lab.until('the leftovers to go', id, ({ hasDirectory }) => !hasDirectory);
  });

  it('goes on at once with what a dead neighbour held', async () => {
    const video = await lab.seed('Next.Door.2011.720p.WEB', SIZE_BYTES);
    const neighbour = randomUUID();
    const { id } = await lab.uow.run(async () => {
      const started = await lab.start(video.magnet);
      await lab.uow.manager.query(
        `INSERT INTO worker_node (id, base_url, host, pid)
         SELECT $1, 'http://127.0.0.1:1', host, 2147483646 FROM worker_node LIMIT 1`,
        [neighbour],
      );
      await lab.uow.manager.query(
        `UPDATE download SET state = 'running', worker_id = $1, lease_until = now() + interval '1 hour' WHERE id = $2`,
        [neighbour, started.id],
      );
      return started;
    });
    await lab.until('it to complete', id, ({ state }) => state === 'completed');
    expect(await lab.uow.manager.query<unknown[]>('SELECT id FROM worker_node')).toHaveLength(1);
  });

  it('stops a transfer that is another worker’s by now, and does not touch the row', async () => {
    const video = await lab.seed('Taken.Over.2013.720p.WEB', SIZE_BYTES, SLOW_BYTES_PER_SECOND);
    const { id } = await lab.start(video.magnet);
    await lab.until('some bytes', id, ({ bytesDone }) => bytesDone > 0);
    const runner = lab.context.app.get(DownloadRunner);
    expect(runner.find(id)).toBeDefined();
    const other = randomUUID();
    const leaseUntil = new Date(Date.now() + 3_600_000);
    await lab.uow.repository(Download).update({ id }, { workerId: other, leaseUntil });
    await lab.context.app.get(DownloadNudges).toOwner(id);
    await waitFor('the transfer to stop', () => runner.find(id) === undefined);
    const row = await lab.uow.repository(Download).findOneByOrFail({ id });
    expect(row).toMatchObject({ workerId: other, leaseUntil, state: 'running', errorCode: null });
    expect(await lab.directories()).toContain(id);
  });
});
