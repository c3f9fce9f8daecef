import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { Readable } from 'node:stream';
import type { Actor } from '../../src/common/access/actor.js';
import { DownloadsService } from '../../src/modules/downloads/index.js';
import {
  StreamNotReadyError,
  StreamSourceNotFoundError,
  StreamUnavailableError,
} from '../../src/modules/streaming/streaming.errors.js';
import { WorkerBytes } from '../../src/modules/streaming/worker-bytes.js';
import { StreamingLab, sha256 } from '../support/streaming-lab.js';
import { waitFor } from '../support/wait-for.js';

describe('streaming of an unfinished download', () => {
  let lab: StreamingLab;
  let actor: Actor;

  beforeAll(async () => {
    lab = await StreamingLab.start();
  });
  afterAll(() => lab?.stop());
  beforeEach(async () => {
    actor = await lab.signIn();
  });

  const bytes = randomBytes(400_000);

  it('is played from its worker, and from the library once it is there', async () => {
    const { id, mediaId } = await lab.newDownload(actor, bytes);
    const worker = await lab.startWorker(id, bytes);
    const { session, playable } = await lab.streaming.start(actor, mediaId, {});
    expect(playable).toMatchObject({
      fileId: null,
      downloadId: id,
      resolution: '1080p',
      sizeBytes: bytes.length,
    });
    const part = await lab.read(lab.linkOf(session), { range: 'bytes=1000-250000' });
    expect([part.status, sha256(part.body)]).toEqual([206, sha256(bytes.subarray(1000, 250_001))]);
    const etag = part.headers.get('etag') ?? '';
    await worker.close();
    await lab.newFile(mediaId, bytes, { downloadId: id });
    const rest = await lab.read(lab.linkOf(session), { range: 'bytes=250001-', 'if-range': etag });
    expect([rest.status, sha256(rest.body)]).toEqual([206, sha256(bytes.subarray(250_001))]);
  });

  it('goes on at the worker that has taken it over, while the player waits', async () => {
    const { id, mediaId } = await lab.newDownload(actor, bytes);
    await (await lab.startWorker(id, bytes)).close();
    const { session } = await lab.streaming.start(actor, mediaId, {});
    const answer = lab.read(lab.linkOf(session));
    const successor = await lab.startWorker(id, bytes);
    expect((await answer).status).toBe(200);
    await successor.close();
  });

  it('frees the worker when the player leaves', async () => {
    const large = Buffer.alloc(64 * 1024 * 1024);
    const { id, mediaId } = await lab.newDownload(actor, large);
    const opened: Readable[] = [];
    const worker = await lab.startWorker(id, large, opened);
    const { session } = await lab.streaming.start(actor, mediaId, {});
    const request = http.get(lab.linkOf(session), { agent: false });
    request.on('error', () => undefined);
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    await once(response, 'readable');
    request.destroy();
    await waitFor('the worker to stop reading', () => opened.length === 1 && opened[0]?.destroyed === true);
    await worker.close();
  });

  it('is known to its owner and to moderators only', async () => {
    const { mediaId } = await lab.newDownload(actor, bytes);
    await expect(lab.streaming.start(await lab.signIn(), mediaId, {})).rejects.toBeInstanceOf(
      StreamSourceNotFoundError,
    );
    expect((await lab.streaming.listStreams(await lab.signIn(), mediaId)).streams).toEqual([]);
    const moderator = await lab.signIn('moderator');
    expect((await lab.streaming.listStreams(moderator, mediaId)).streams).toHaveLength(1);
  });

  it('is not ready before its files are known', async () => {
    const { mediaId } = await lab.newDownload(actor, null);
    await expect(lab.streaming.start(actor, mediaId, {})).rejects.toBeInstanceOf(StreamNotReadyError);
    expect((await lab.streaming.listStreams(actor, mediaId)).streams).toEqual([]);
  });

  it('is unavailable where no worker answers with its bytes', async () => {
    const { id } = await lab.newDownload(actor, bytes);
    const worker = await lab.startWorker(id, bytes.subarray(1));
    const workerBytes = lab.get(WorkerBytes);
    const open = async () => {
      const source = await lab.get(DownloadsService).streamSource(id);
      if (!source) throw new Error('no source');
      return workerBytes.open(source, { start: 0, end: 9 }, new AbortController().signal);
    };
    await expect(open()).rejects.toBeInstanceOf(StreamUnavailableError);
    await worker.close();
    await expect(open()).rejects.toBeInstanceOf(StreamUnavailableError);
    await lab.query('UPDATE download SET worker_id = NULL WHERE id = $1', [id]);
    await expect(open()).rejects.toBeInstanceOf(StreamUnavailableError);
  });
});
