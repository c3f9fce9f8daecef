import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createClient, createConfig } from '../../openapi/client/client/index.js';
import type { Client } from '../../openapi/client/client/index.js';
import * as sokoul from '../../openapi/client/sdk.gen.js';
import { LiveMessages } from './live-messages.js';
import { TITLE } from './outside-world.js';
import type { OutsideWorld } from './outside-world.js';
import { ProgressBar } from './progress-bar.js';
import type { Steps } from './steps.js';
import type { Terminal } from './terminal.js';

const ACCOUNT = { username: 'demo_viewer', email: 'demo@example.com', password: 'a long demo passphrase' };
const PEEK_BYTES = 2 * 1024 * 1024;
/** Far ahead of what can have arrived when it is asked for. */
const PEEK_AT = 0.85;
const SEARCH_TIMEOUT_MS = 30_000;
const DOWNLOAD_TIMEOUT_MS = 90_000;

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
const sha256 = () => createHash('sha256');

export interface JourneyParts {
  readonly baseUrl: string;
  readonly world: OutsideWorld;
  readonly steps: Steps;
  readonly terminal: Terminal;
  /** Called once when the download is half-way. */
  readonly onHalfWay: () => Promise<string | null>;
}

interface Found {
  readonly mediaId: string;
  readonly sourceId: string;
}

/** The main path, as a client walks it: through the generated client, the WebSocket, and plain range requests. */
export class Journey {
  private client: Client;
  private live: LiveMessages | undefined;

  constructor(private readonly parts: JourneyParts) {
    this.client = createClient(createConfig({ baseUrl: parts.baseUrl }));
  }

  async walk(): Promise<void> {
    const { steps } = this.parts;
    try {
      await steps.run('Register, and open the live channel', (note) => this.signIn(note));
      const found = await steps.run('Search all providers', (note) => this.search(note));
      const downloadId = await steps.run('Start the download', (note) => this.startDownload(found, note));
      const completed = this.completion(downloadId);
      completed.catch(() => undefined);
      const streamUrl = await steps.run('Watch while it downloads: jump to 85 %', (note) =>
        this.peek(found, note),
      );
      await steps.run('Download', (note) => this.watchDownload(downloadId, completed, note));
      await steps.run('Find the file in the library', (note) => this.findFile(found, note));
      await steps.run('Stream all of it and compare checksums', (note) => this.verify(streamUrl, note));
    } finally {
      this.live?.close();
    }
  }

  private async signIn(note: (text: string) => void): Promise<void> {
    const { baseUrl } = this.parts;
    const { data } = await sokoul.registerUser({ client: this.client, body: ACCOUNT, throwOnError: true });
    const headers = { Authorization: `Bearer ${data.access_token}` };
    this.client = createClient(createConfig({ baseUrl, headers }));
    this.live = await LiveMessages.connect(baseUrl, data.access_token);
    note(`signed in as ${data.username}`);
  }

  private async search(note: (text: string) => void): Promise<Found> {
    const arrived = this.messages.next('search_result', () => true, SEARCH_TIMEOUT_MS);
    const startedAt = performance.now();
    const { data: search } = await sokoul.startSearch({
      client: this.client,
      body: { query: TITLE.title, media_type: 'movie', year: TITLE.year },
      throwOnError: true,
    });
    await arrived;
    note(`first result on the live channel after ${(performance.now() - startedAt).toFixed(0)} ms`);
    return this.bestSource(search.search_id, note);
  }

  private async bestSource(searchId: string, note: (text: string) => void): Promise<Found> {
    for (;;) {
      const { data } = await sokoul.getSearch({
        client: this.client,
        path: { search_id: searchId },
        throwOnError: true,
      });
      if (data.status === 'searching') {
        await new Promise((resolve) => setTimeout(resolve, 250));
        continue;
      }
      const sources = data.results.flatMap((result) => result.sources.map((source) => ({ result, source })));
      const best = sources.find(({ source }) => source.magnet_link?.includes(this.parts.world.infoHash));
      if (!best) throw new Error('The search did not find the release of the demo');
      note(
        `${data.total_results} titles with ${sources.length} sources; best for this one: ${best.source.title} (score ${best.source.score})`,
      );
      return { mediaId: best.result.id, sourceId: best.source.source_id };
    }
  }

  private async startDownload({ mediaId, sourceId }: Found, note: (text: string) => void): Promise<string> {
    const { data } = await sokoul.startDownload({
      client: this.client,
      body: { media_id: mediaId, source_id: sourceId },
      throwOnError: true,
    });
    await this.messages.next(
      'download_progress',
      ({ total_bytes }) => typeof total_bytes === 'number' && total_bytes > 0,
      DOWNLOAD_TIMEOUT_MS,
    );
    note('metadata fetched from the swarm and checked');
    return data.download_id;
  }

  /** Reads a range that has not arrived yet; the engine moves its pieces to the front. */
  private async peek({ mediaId }: Found, note: (text: string) => void): Promise<string> {
    const { data } = await sokoul.startStream({
      client: this.client,
      path: { media_id: mediaId },
      body: {},
      throwOnError: true,
    });
    const start = Math.floor(this.parts.world.video.sizeBytes * PEEK_AT);
    const end = start + PEEK_BYTES - 1;
    const startedAt = performance.now();
    const answer = await fetch(data.stream_url, { headers: { Range: `bytes=${start}-${end}` } });
    if (answer.status !== 206) throw new Error(`The stream answered ${answer.status}`);
    const received = Buffer.from(await answer.arrayBuffer());
    const expected = await readRange(this.parts.world.video.path, start, PEEK_BYTES);
    if (!received.equals(expected)) throw new Error('The bytes that were streamed differ from the original');
    note(
      `${megabytes(PEEK_BYTES)} from the end of the film after ${((performance.now() - startedAt) / 1000).toFixed(2)} s, identical to the original`,
    );
    return data.stream_url;
  }

  private completion(downloadId: string) {
    const isOurs = (message: { [field: string]: unknown }) => message.download_id === downloadId;
    return this.messages.next(
      'download_progress',
      (message) => isOurs(message) && message.status === 'completed',
      DOWNLOAD_TIMEOUT_MS,
    );
  }

  private async watchDownload(
    downloadId: string,
    completed: Promise<unknown>,
    note: (text: string) => void,
  ): Promise<void> {
    const bar = new ProgressBar(this.parts.terminal, '   ');
    let isHalfWay = false;
    const stop = this.messages.on('download_progress', (message) => {
      if (message.download_id !== downloadId) return;
      const doneBytes = Number(message.bytes_downloaded);
      const totalBytes = Number(message.total_bytes);
      bar.update({ doneBytes, totalBytes, bytesPerSecond: Number(message.speed_bytes_per_sec) });
      if (isHalfWay || doneBytes < totalBytes / 2) return;
      isHalfWay = true;
      void this.parts.onHalfWay().then((text) => text && note(text));
    });
    try {
      await completed;
    } finally {
      stop();
      bar.finish();
    }
  }

  private async findFile({ mediaId }: Found, note: (text: string) => void): Promise<void> {
    const { data } = await sokoul.listMediaFiles({
      client: this.client,
      path: { media_id: mediaId },
      throwOnError: true,
    });
    const [file] = data.files;
    if (!file) throw new Error('The library has no file of this title');
    note(
      `${file.file_path}: ${file.resolution}, ${file.codec_video} and ${file.codec_audio}, ${megabytes(file.file_size)}`,
    );
  }

  private async verify(streamUrl: string, note: (text: string) => void): Promise<void> {
    const answer = await fetch(streamUrl);
    if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}`);
    const hash = sha256();
    for await (const chunk of answer.body) hash.update(chunk);
    const digest = hash.digest('hex');
    if (digest !== this.parts.world.video.sha256) throw new Error(`SHA-256 differs: ${digest}`);
    note(`SHA-256 ${digest} is that of the original`);
  }

  private get messages(): LiveMessages {
    if (!this.live) throw new Error('Not signed in yet');
    return this.live;
  }
}

async function readRange(file: string, start: number, length: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, start);
    return buffer;
  } finally {
    await handle.close();
  }
}
