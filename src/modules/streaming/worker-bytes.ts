import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { Agent } from 'undici';
import { LibraryConfig } from '../../common/config/library.config.js';
import { InternalKey } from '../../common/crypto/internal-key.js';
import { internalAuthorization, issueInternalToken } from '../../common/crypto/internal-token.js';
import type { StreamSource } from '../downloads/index.js';
import { ProxiedBody } from './bytes/proxied-body.js';
import type { ByteBody } from './bytes/byte-source.js';
import type { ByteRange } from '../../common/http/byte-range.js';
import { StreamUnavailableError } from './streaming.errors.js';

/** Covers the clocks of two machines; the token is checked when the request arrives, not while it lasts. */
const TOKEN_SECONDS = 60;
const CONNECT_TIMEOUT_MS = 2000;
/** The worker notices a stall itself and says so; this is for a worker that vanished. */
const STALL_MARGIN_MS = 10_000;

/** Reads files of unfinished downloads from the workers that run them. The address comes from our own table of workers. */
@Injectable()
export class WorkerBytes implements OnModuleDestroy {
  private readonly agent: Agent;

  constructor(
    private readonly key: InternalKey,
    { streamStallSeconds }: LibraryConfig,
  ) {
    const timeout = streamStallSeconds * 1000 + STALL_MARGIN_MS;
    this.agent = new Agent({
      connect: { timeout: CONNECT_TIMEOUT_MS },
      headersTimeout: timeout,
      bodyTimeout: timeout,
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.agent.destroy();
  }

  /** Asks the worker for a range; throws StreamUnavailableError when there is no worker or it has nothing to give. */
  async open(source: StreamSource, range: ByteRange, signal: AbortSignal): Promise<ByteBody> {
    const { downloadId, fileIndex, baseUrl, sizeBytes } = source;
    if (baseUrl === null) throw new StreamUnavailableError(downloadId);
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/internal/downloads/${downloadId}/files/${fileIndex}`);
    const token = issueInternalToken(this.key, downloadId, TOKEN_SECONDS);
    try {
      const { statusCode, headers, body } = await this.agent.request({
        origin: url.origin,
        path: url.pathname,
        method: 'GET',
        headers: { authorization: internalAuthorization(token), range: `bytes=${range.start}-${range.end}` },
        signal,
      });
      const expected = `bytes ${range.start}-${range.end}/${sizeBytes}`;
      if (statusCode === 206 && headers['content-range'] === expected) return new ProxiedBody(body);
      await body.dump();
      throw new Error(`The worker answered ${statusCode}`);
    } catch (error) {
      if (signal.aborted) throw error;
      throw new StreamUnavailableError(downloadId, { cause: error });
    }
  }
}
