import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { box, text, u32 } from './video/boxes.js';
import type { MovieLayout } from './video/layout.js';
import { planMovie, secondOfMovie } from './video/layout.js';
import { Padding } from './video/padding.js';

export interface VideoOptions {
  readonly path: string;
  /** Exact size of the file; below 4 GiB, and large enough for the pictures themselves. */
  readonly sizeBytes: number;
  /** The same seed and sizes give the same bytes. */
  readonly seed: string;
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
}

export interface GeneratedVideo {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const FILE_TYPE = box('ftyp', text('isom'), u32(512), text('isomiso2avc1mp41'));

function* fileParts(layout: MovieLayout, seed: string): Generator<Buffer> {
  const padding = new Padding(seed);
  yield Buffer.concat([FILE_TYPE, layout.movie, u32(layout.mediaBytes + 8), text('mdat')]);
  for (let second = 0; second < layout.seconds; second += 1) yield secondOfMovie(layout, second, padding);
  yield box('free', padding.next(layout.tailBytes - 8));
}

/**
 * Writes a playable MP4 (H.264 test card, silent AAC) of exactly the wanted size. What the pictures don't need is filled
 * with user data in the video stream, so every piece of the file is different and none compresses.
 */
export async function generateVideo(options: VideoOptions): Promise<GeneratedVideo> {
  const { path, sizeBytes, seed, width = 1280, height = 720, seconds = 60 } = options;
  const layout = planMovie({ width, height, seconds, sizeBytes, headBytes: FILE_TYPE.length });
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (const part of fileParts(layout, seed)) {
      hash.update(part);
      await file.writeFile(part);
    }
  } finally {
    await file.close();
  }
  return { path, sizeBytes, sha256: hash.digest('hex') };
}
