import { open } from 'node:fs/promises';
import mediaInfoFactory from 'mediainfo.js';
import type { MediaInfoResult } from 'mediainfo.js';
import { ImportFailedError } from './import.errors.js';
import { describeMedia } from './describe-media.js';
import type { ProbedMedia } from './describe-media.js';

/** MediaInfo seeks to what it wants to see, so this is about all that is in memory at a time. */
const CHUNK_BYTES = 256 * 1024;

/** Reads what kind of video a file is. Refuses a file in which there is no video. */
export async function probe(file: string, signal: AbortSignal): Promise<ProbedMedia> {
  const analyser = await mediaInfoFactory({ format: 'object', chunkSize: CHUNK_BYTES });
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const readChunk = async (length: number, offset: number): Promise<Uint8Array> => {
      signal.throwIfAborted();
      const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    return describe(await analyser.analyzeData(size, readChunk));
  } finally {
    analyser.close();
    await handle.close();
  }
}

function describe(result: MediaInfoResult): ProbedMedia {
  const media = describeMedia(result.media?.track ?? []);
  if (media === null) throw new ImportFailedError('There is no video in the file');
  return media;
}
