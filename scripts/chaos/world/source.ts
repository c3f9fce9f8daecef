import type { Payload } from './payload.js';
import type { TcpGate } from './tcp-gate.js';

export type SourceKind = 'torrent' | 'http' | 'gallery';

/** One thing to download, and the gate that all its bytes come through. */
export interface Source {
  readonly kind: SourceKind;
  readonly name: string;
  /** What `POST /downloads/start` takes. */
  readonly request: Readonly<Record<string, string>>;
  readonly payloads: readonly Payload[];
  readonly gate: TcpGate;
  /** What may have been received in vain when a download is interrupted. */
  readonly bufferBytes: number;
}

export const payloadBytesOf = ({ payloads }: Source): number =>
  payloads.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** Sources that were started, and how to end what serves them. */
export interface Sources {
  readonly sources: readonly Source[];
  readonly servedBy: string;
  close(): Promise<void>;
}
