import { payloadBytesOf } from '../world/source.js';
import type { Source } from '../world/source.js';

/** Headers, handshakes and lists of pieces: of what is sent, and of each connection. */
const OVERHEAD_PART = 0.01;
const OVERHEAD_BYTES = 8 * 1024;

/** What a source sent, beside what it had to send. */
export interface Traffic {
  readonly payloadBytes: number;
  readonly servedBytes: number;
  readonly twiceBytes: number;
  /** One piece, or one buffer of a segment, for each connection that was broken off, and the overhead of protocols. */
  readonly allowedBytes: number;
  readonly brokenConnections: number;
}

/**
 * A kill, a cut or a pause breaks connections off; what the worker had received by one and not yet stored is fetched again: one
 * piece of a torrent, or one buffer of a segment, at most. A connection that ends just after its last byte counts as
 * broken off, too: from outside it looks the same.
 */
export function trafficOf(source: Source): Traffic {
  const { gate, bufferBytes } = source;
  const payloadBytes = payloadBytesOf(source);
  const { bytesServed, connections, broken } = gate;
  const overheadBytes = connections * OVERHEAD_BYTES + payloadBytes * OVERHEAD_PART;
  return {
    payloadBytes,
    servedBytes: bytesServed,
    twiceBytes: Math.max(bytesServed - payloadBytes, 0),
    allowedBytes: Math.round(broken * bufferBytes + overheadBytes),
    brokenConnections: broken,
  };
}
