import { payloadBytesOf } from '../world/source.js';
import type { Source } from '../world/source.js';
import type { DownloadRow } from './rows.js';

/** Headers, handshakes and lists of pieces: of what is sent, and of each connection. */
const OVERHEAD_PART = 0.01;
const OVERHEAD_BYTES = 8 * 1024;

/** What a source sent, beside what it had to send. */
export interface Traffic {
  readonly payloadBytes: number;
  readonly servedBytes: number;
  readonly twiceBytes: number;
  readonly allowedBytes: number;
  readonly interruptions: number;
}

/**
 * A run that is killed or paused, and a cut, lose what the worker had received and not yet stored: it is fetched again. Of a
 * torrent that may be one piece each time, else one buffer of a segment; protocols have their overhead besides.
 */
export function trafficOf(source: Source, { attempts }: Pick<DownloadRow, 'attempts'>): Traffic {
  const { gate, bufferBytes } = source;
  const payloadBytes = payloadBytesOf(source);
  const { bytesServed, connections, cuts } = gate;
  const interruptions = Math.max(attempts - 1, 0) + cuts;
  const overheadBytes = connections * OVERHEAD_BYTES + payloadBytes * OVERHEAD_PART;
  return {
    payloadBytes,
    servedBytes: bytesServed,
    twiceBytes: Math.max(bytesServed - payloadBytes, 0),
    allowedBytes: Math.round(interruptions * bufferBytes + overheadBytes),
    interruptions,
  };
}
