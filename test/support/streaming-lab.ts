import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import type { Actor } from '../../src/common/access/actor.js';
import { InternalKey } from '../../src/common/crypto/internal-key.js';
import { checkInternalToken, internalTokenOf } from '../../src/common/crypto/internal-token.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { describeError } from '../../src/common/errors/describe-error.js';
import { ByteServer } from '../../src/modules/downloads/engine/byte-server.js';
import type { ReadableDownload } from '../../src/modules/downloads/engine/byte-server.js';
import { DownloadsService } from '../../src/modules/downloads/index.js';
import { MediaService } from '../../src/modules/media/index.js';
import type { MediaFile } from '../../src/modules/media/index.js';
import { StreamingModule, StreamingService } from '../../src/modules/streaming/index.js';
import { StreamFilesController } from '../../src/modules/streaming/stream-files.controller.js';
import { StreamLinks } from '../../src/modules/streaming/stream-links.js';
import { createActor, someMagnet } from './download-people.js';
import { startTestContext } from './test-context.js';
import type { TestContext } from './test-context.js';

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
}

function readable(bytes: Buffer, opened: Readable[]): ReadableDownload {
  return {
    files: () => [
      { index: 0, path: 'Film.mkv', sizeBytes: bytes.length, bytesDone: bytes.length, isWanted: true },
    ],
    read: (_: number, start: number, end: number) => {
      const stream = Readable.from([bytes.subarray(start, end + 1)], { objectMode: false });
      opened.push(stream);
      return stream;
    },
  };
}

/** Streaming on a real database and library, its byte route on a real socket. */
export class StreamingLab {
  private constructor(
    readonly context: TestContext,
    private readonly server: Server,
  ) {}

  static async start(): Promise<StreamingLab> {
    const context = await startTestContext({ imports: [StreamingModule] });
    const controller = context.app.get(StreamFilesController, { strict: false });
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://a');
      const parameter = (name: string) => url.searchParams.get(name) ?? '';
      const query = { signature: parameter('signature'), expires: parameter('expires') };
      const sessionId = url.pathname.split('/').at(-2) ?? '';
      controller
        .readStreamFile(sessionId, query, request as Request, response as unknown as Response)
        .catch((error: unknown) => {
          const { status, code } = describeError(error);
          response.writeHead(status).end(code);
        });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new StreamingLab(context, server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.context.stop();
  }

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.context.app.get<T>(token, { strict: false });
  }

  get streaming(): StreamingService {
    return this.get(StreamingService);
  }

  query<T>(sql: string, parameters: unknown[] = []): Promise<T> {
    return this.get(UnitOfWork).manager.query<T>(sql, parameters);
  }

  /** Someone who has an account and is signed in. */
  async signIn(role?: Actor['role']): Promise<Actor> {
    const person = await createActor(this.get(UnitOfWork), role);
    await this.query(
      `INSERT INTO auth_session (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`,
      [person.sessionId, person.id],
    );
    return person;
  }

  linkOf(session: { id: string; expiresAt: Date }): string {
    return this.get(StreamLinks).issue(
      session,
      `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
    );
  }

  async read(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(url, { headers });
    return {
      status: response.status,
      headers: response.headers,
      body: Buffer.from(await response.arrayBuffer()),
    };
  }

  async newFilm(): Promise<string> {
    const draft = { title: randomUUID(), mediaType: 'movie', year: 2010, tmdbId: null } as const;
    return (await this.get(MediaService).ensure(draft)).id;
  }

  /** A file on the disk and in the catalogue. */
  async newFile(mediaId: string, bytes: Buffer, changes: Partial<MediaFile> = {}): Promise<MediaFile> {
    const name = `${randomUUID()}.mkv`;
    const directory = path.join(this.context.directory, 'library/Movies');
    await mkdir(directory, { recursive: true });
    await writeFile(path.join(directory, name), bytes);
    const facts = { mediaId, relativePath: `Movies/${name}`, sizeBytes: bytes.length, source: 'torrent' };
    return this.get(MediaService).addFile({ ...facts, downloadedAt: new Date(), ...changes });
  }

  /** A download under way; without bytes its files are not known yet. */
  async newDownload(owner: Actor, bytes: Buffer | null): Promise<{ id: string; mediaId: string }> {
    const { id, mediaId } = await this.get(DownloadsService).start(owner, someMagnet());
    if (bytes) {
      const files = JSON.stringify([{ index: 0, path: 'Film/Film.1080p.mkv', size_bytes: bytes.length }]);
      await this.query(`UPDATE download SET state = 'running', files = $2 WHERE id = $1`, [id, files]);
    }
    return { id, mediaId: mediaId ?? '' };
  }

  /** A worker that runs this one download. */
  async startWorker(downloadId: string, bytes: Buffer, opened: Readable[] = []): Promise<ByteServer> {
    const download = readable(bytes, opened);
    const worker = await ByteServer.start({
      host: '127.0.0.1',
      port: 0,
      stallTimeoutMs: 60_000,
      authorize: (authorization, id) =>
        checkInternalToken(this.get(InternalKey), id, internalTokenOf(authorization) ?? ''),
      lookup: (id) => (id === downloadId ? download : undefined),
      onFailure: () => undefined,
    });
    const id = randomUUID();
    await this.query(`INSERT INTO worker_node (id, base_url, host, pid) VALUES ($1, $2, 'here', 1)`, [
      id,
      worker.url,
    ]);
    await this.query(
      `UPDATE download SET worker_id = $2, lease_until = now() + interval '1 hour' WHERE id = $1`,
      [downloadId, id],
    );
    return worker;
  }
}
