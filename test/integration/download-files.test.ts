import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Request, Response } from 'express';
import type { Actor } from '../../src/common/access/actor.js';
import { describeError } from '../../src/common/errors/describe-error.js';
import { DownloadFiles } from '../../src/modules/downloads/index.js';
import { DownloadFileBytesController } from '../../src/modules/streaming/download-files/download-file-bytes.controller.js';
import { StreamingLab, sha256 } from '../support/streaming-lab.js';

describe('the files of a download', () => {
  let lab: StreamingLab;
  let server: Server;
  let owner: Actor;
  /** Who asks. */
  let actor: Actor;
  const bytes = randomBytes(200_000);

  beforeAll(async () => {
    lab = await StreamingLab.start();
    const controller = lab.get(DownloadFileBytesController);
    server = createServer((request, response) => {
      const [id = '', index = ''] = (request.url ?? '').split('/').slice(1);
      controller
        .readDownloadFile(actor, id, Number(index), request as Request, response as unknown as Response)
        .catch((error: unknown) => {
          const { status, code } = describeError(error);
          response.writeHead(status).end(code);
        });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    owner = await lab.signIn();
  });
  afterAll(async () => {
    server?.close();
    await lab?.stop();
  });
  beforeEach(() => {
    actor = owner;
  });

  const read = (id: string, index: number, headers: Record<string, string> = {}) =>
    lab.read(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${id}/${index}`, headers);
  const completed = async (files: object[]): Promise<string> => {
    const { id } = await lab.newDownload(owner, null);
    await lab.query(`UPDATE download SET state = 'completed', files = $2 WHERE id = $1`, [
      id,
      JSON.stringify(files),
    ]);
    return id;
  };
  const place = async (name: string, content: Buffer | string): Promise<string> => {
    const folder = path.join(lab.context.directory, 'library/Downloads/a');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, name), content);
    return `Downloads/a/${name}`;
  };

  it('are read from the library, to be saved only', async () => {
    const page = '<script>alert(1)</script>';
    const id = await completed([
      {
        index: 0,
        path: 'a/page.html',
        size_bytes: page.length,
        library_path: await place('page.html', page),
      },
      { index: 1, path: 'a/film.mkv', size_bytes: bytes.length, media_path: await place('film.mkv', bytes) },
    ]);
    const html = await read(id, 0);
    expect(html.status).toBe(200);
    expect(html.headers.get('content-type')).toBe('application/octet-stream');
    expect(html.headers.get('content-disposition')).toBe('attachment; filename="page.html"');
    expect(html.headers.get('content-security-policy')).toMatch(/^sandbox/);
    expect(html.headers.get('x-content-type-options')).toBe('nosniff');
    expect(html.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    const part = await read(id, 1, { range: 'bytes=100-199' });
    expect([part.status, sha256(part.body)]).toEqual([206, sha256(bytes.subarray(100, 200))]);
    expect((await read(id, 1, { range: 'bytes=999999-' })).status).toBe(416);
    expect((await read(id, 2)).status).toBe(404);
  });

  it('are read from the worker while they arrive, and are away while it is', async () => {
    const { id } = await lab.newDownload(owner, bytes);
    expect((await read(id, 0)).status).toBe(503);
    const worker = await lab.startWorker(id, bytes);
    const whole = await read(id, 0);
    expect([whole.status, sha256(whole.body)]).toEqual([200, sha256(bytes)]);
    expect(whole.headers.get('content-disposition')).toMatch(/^attachment/);
    await worker.close();
  });

  it('are the owner’s and moderators’ alone', async () => {
    const id = await completed([
      { index: 0, path: 'film.mkv', size_bytes: bytes.length, library_path: await place('mine.mkv', bytes) },
    ]);
    actor = await lab.signIn();
    expect((await read(id, 0)).status).toBe(404);
    actor = await lab.signIn('moderator');
    expect((await read(id, 0)).status).toBe(200);
  });

  it('are never read through links, and listed by where they are', async () => {
    const secret = path.join(lab.context.directory, 'secret.txt');
    await writeFile(secret, 'secret');
    await place('real.txt', 'x');
    await symlink(secret, path.join(lab.context.directory, 'library/Downloads/a/link.txt'));
    const id = await completed([
      { index: 0, path: 'link.txt', size_bytes: 6, library_path: 'Downloads/a/link.txt' },
      { index: 1, path: 'up.txt', size_bytes: 6, library_path: '../secret.txt' },
      { index: 2, path: 'b.mkv', size_bytes: 6, is_superseded: true },
      { index: 3, path: 'real.txt', size_bytes: 1, library_path: 'Downloads/a/real.txt' },
    ]);
    for (const index of [0, 1, 2]) {
      const { status, body } = await read(id, index);
      expect([200, 206]).not.toContain(status);
      expect(body.toString()).not.toContain('secret');
    }
    const files = lab.get(DownloadFiles);
    const { found, total } = await files.list(owner, id, { offset: 2, limit: 2 });
    expect(total).toBe(4);
    expect(found.map(({ availability, libraryPath }) => [availability, libraryPath])).toEqual([
      ['superseded', null],
      ['library', 'Downloads/a/real.txt'],
    ]);
  });
});
