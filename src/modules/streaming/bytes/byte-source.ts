import type { ServerResponse } from 'node:http';
import type { Validators } from './preconditions.js';
import type { ByteRange } from '../../../common/http/byte-range.js';

/** Bytes that are ready to be sent. */
export interface ByteBody {
  /** Sends them no faster than the client takes them, and ends the response. Rejects when they end early. */
  sendTo(response: ServerResponse): Promise<void>;
}

/** A file that can be read from any place, wherever its bytes are. */
export interface ByteSource extends Validators {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** Rejects when the bytes can't be had, before anything is sent; gives up when the signal is aborted. */
  open(range: ByteRange, signal: AbortSignal): Promise<ByteBody>;
  /** Releases what it holds. */
  close(): Promise<void>;
}
