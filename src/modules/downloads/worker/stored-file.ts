import type { StoredFile } from '../download.entity.js';
import type { DownloadFile } from '../engine/download-kind.js';

/** A file of the engine as the row keeps it. */
export const toStoredFile = ({ index, path, sizeBytes, isWanted }: DownloadFile): StoredFile => ({
  index,
  path,
  size_bytes: sizeBytes,
  is_wanted: isWanted,
});
