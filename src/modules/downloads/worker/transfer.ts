import type { DownloadsConfig } from '../../../common/config/downloads.config.js';
import type { DownloadMetadata, DownloadSession, DownloadSnapshot } from '../engine/download-kind.js';
import { DownloadStalledError, MetadataTimeoutError } from './transfer.errors.js';

const LOOK_EVERY_MS = 250;

export interface TransferOptions {
  readonly session: DownloadSession;
  readonly signal: AbortSignal;
  readonly limits: Pick<DownloadsConfig, 'metadataTimeoutSeconds' | 'stallTimeoutSeconds'>;
  onMetadata(metadata: DownloadMetadata): void;
  /** Four times a second. */
  onLook(snapshot: DownloadSnapshot): void;
}

/**
 * Waits until every byte is there. Rejects when the session fails, when it gets nowhere for too long, and with the signal's
 * reason. The session is left as it is.
 */
export async function transfer(options: TransferOptions): Promise<void> {
  const { session, signal, onMetadata, onLook } = options;
  signal.throwIfAborted();
  const openedAt = Date.now();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(signal.reason);
  const timer = setInterval(() => {
    const snapshot = session.snapshot();
    onLook(snapshot);
    const problem = problemOf(snapshot, options.limits, openedAt);
    if (problem) reject(problem);
  }, LOOK_EVERY_MS);
  session.on('metadata', onMetadata).once('done', resolve).once('error', reject);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await promise;
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Checking what is on disk may take long and is progress of its own kind. */
function problemOf(
  { state, lastProgressAt }: DownloadSnapshot,
  limits: TransferOptions['limits'],
  openedAt: number,
): Error | null {
  const now = Date.now();
  if (state === 'metadata' && now - openedAt > limits.metadataTimeoutSeconds * 1000)
    return new MetadataTimeoutError(limits.metadataTimeoutSeconds);
  if (state === 'downloading' && now - lastProgressAt.getTime() > limits.stallTimeoutSeconds * 1000)
    return new DownloadStalledError(limits.stallTimeoutSeconds);
  return null;
}
