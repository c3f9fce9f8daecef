import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteBody } from './byte-source.js';
import { ClientGoneError } from './client-gone.error.js';

/** Passes on what another process sends. Either side's end ends the other. */
export class ProxiedBody implements ByteBody {
  constructor(private readonly bytes: Readable) {}

  async sendTo(response: ServerResponse): Promise<void> {
    let hasClientLeft = response.closed;
    // The pipeline also closes the response when the bytes fail, but only after it has seen their error.
    response.once('close', () => (hasClientLeft = this.bytes.errored === null));
    try {
      await pipeline(this.bytes, response);
    } catch (error) {
      throw hasClientLeft ? new ClientGoneError({ cause: error }) : error;
    }
  }
}
