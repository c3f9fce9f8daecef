import { DomainError } from '../../../../common/errors/domain-error.js';
import { DownloadStorageError, TorrentEngineError } from '../engine.errors.js';

/** Whatever webtorrent or the disk reported about a download, as an error of ours with a stable code. */
export function engineErrorOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const code = systemCodeOf(error);
  if (code !== null) return new DownloadStorageError(code, { cause: error });
  return new TorrentEngineError('The torrent engine gave up on this download', {}, { cause: error });
}

/** An error of the client itself, which concerns every torrent: its port or its DHT node. */
export function clientErrorOf(error: unknown): TorrentEngineError {
  const reason = systemCodeOf(error) ?? 'internal';
  const message =
    reason === 'EADDRINUSE'
      ? 'The port for BitTorrent peers is taken by another program'
      : `The torrent engine stopped: ${reason}`;
  return new TorrentEngineError(message, { reason }, { cause: error });
}

/** `ENOSPC` and the like; null for errors that the operating system did not report. */
function systemCodeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return null;
  return String(error.code);
}
