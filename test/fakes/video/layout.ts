import { u32 } from './boxes.js';
import {
  columnsOf,
  keyPicture,
  repeatPicture,
  USER_DATA_END,
  userDataHeader,
  userDataOverhead,
} from './h264.js';
import type { Padding } from './padding.js';
import {
  AUDIO_FRAME_SAMPLES,
  AUDIO_RATE,
  audioSampleEntry,
  SILENT_FRAME,
  videoSampleEntry,
} from './sample-entries.js';
import { testCard } from './test-card.js';
import type { Chunk, Track } from './tracks.js';
import { movieBox } from './tracks.js';

const FRAMES_A_SECOND = 25;
const MAX_FILE_BYTES = 2 ** 32 - 1; // 32-bit chunk offsets
const USER_DATA_UUID_BYTES = 16;
const BOX_HEADER_BYTES = 8;

export interface MovieShape {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly sizeBytes: number;
  /** Bytes in front of the movie box. */
  readonly headBytes: number;
}

/** Where everything of the file lies, known before its first byte is written. */
export interface MovieLayout extends MovieShape {
  readonly movie: Buffer;
  readonly mediaBytes: number;
  /** User data in each picture. */
  readonly paddingBytes: number;
  /** Size of the box at the end that makes the file exact. */
  readonly tailBytes: number;
}

const lengthPrefixed = (unit: Buffer): Buffer => Buffer.concat([u32(unit.length), unit]);

function picturesOfSecond(shape: MovieShape, second: number): Buffer[] {
  const columns = columnsOf(shape.width);
  const macroblocks = columns * columnsOf(shape.height);
  const key = keyPicture(testCard(columns, second, shape.seconds), shape.height, second);
  const repeats = Array.from({ length: FRAMES_A_SECOND - 1 }, (_, index) =>
    repeatPicture(macroblocks, index + 1),
  );
  return [key, ...repeats].map(lengthPrefixed);
}

function audioFramesOfSecond(second: number): number {
  const framesBefore = (at: number): number => Math.floor((at * AUDIO_RATE) / AUDIO_FRAME_SAMPLES);
  return framesBefore(second + 1) - framesBefore(second);
}

const paddingUnitBytes = (paddingBytes: number): number => 4 + userDataOverhead(paddingBytes) + paddingBytes;

function planTracks(
  shape: MovieShape,
  pictureSizes: number[][],
  paddingBytes: number,
  start: number,
): Track[] {
  let offset = start;
  const place = (sampleSizes: number[]): Chunk => {
    const chunk = { offset, sampleSizes };
    offset += sampleSizes.reduce((sum, size) => sum + size, 0);
    return chunk;
  };
  const videoChunks: Chunk[] = [];
  const audioChunks: Chunk[] = [];
  pictureSizes.forEach((sizes, second) => {
    videoChunks.push(place(sizes.map((size) => size + paddingUnitBytes(paddingBytes))));
    audioChunks.push(place(new Array<number>(audioFramesOfSecond(second)).fill(SILENT_FRAME.length)));
  });
  const { width, height } = shape;
  const keySamples = pictureSizes.map((_, second) => second * FRAMES_A_SECOND + 1);
  const video = { id: 1, kind: 'video', timescale: FRAMES_A_SECOND, sampleTicks: 1, width, height } as const;
  const audio = { id: 2, kind: 'audio', timescale: AUDIO_RATE, sampleTicks: AUDIO_FRAME_SAMPLES } as const;
  return [
    { ...video, sampleEntry: videoSampleEntry(width, height), chunks: videoChunks, keySamples },
    { ...audio, width: 0, height: 0, sampleEntry: audioSampleEntry(), chunks: audioChunks, keySamples: null },
  ];
}

const bytesOf = (tracks: readonly Track[]): number =>
  tracks
    .flatMap(({ chunks }) => chunks.flatMap(({ sampleSizes }) => sampleSizes))
    .reduce((sum, size) => sum + size, 0);

/** Refuses odd dimensions, and a size that the pictures don't fit into. */
export function planMovie(shape: MovieShape): MovieLayout {
  const { width, height, seconds, sizeBytes, headBytes } = shape;
  if (width % 2 !== 0 || height % 2 !== 0) throw new RangeError('Width and height must be even');
  if (sizeBytes > MAX_FILE_BYTES) throw new RangeError('A generated video must stay below 4 GiB');
  const timeline = Array.from({ length: seconds }, (_, second) => second);
  const pictureSizes = timeline.map((second) => picturesOfSecond(shape, second).map(({ length }) => length));
  // The tables have the same length whatever the numbers in them are.
  const movieBytes = movieBox(seconds, planTracks(shape, pictureSizes, 0, 0)).length;
  const start = headBytes + movieBytes + BOX_HEADER_BYTES;
  const available = sizeBytes - start - BOX_HEADER_BYTES - bytesOf(planTracks(shape, pictureSizes, 0, start));
  const share = Math.floor(available / (seconds * FRAMES_A_SECOND));
  const paddingBytes = share - Math.ceil(share / 255);
  if (paddingBytes < USER_DATA_UUID_BYTES) {
    throw new RangeError(
      `These pictures need more than ${sizeBytes} bytes; make the video shorter or smaller`,
    );
  }
  const tracks = planTracks(shape, pictureSizes, paddingBytes, start);
  const mediaBytes = bytesOf(tracks);
  const movie = movieBox(seconds, tracks);
  return { ...shape, movie, mediaBytes, paddingBytes, tailBytes: sizeBytes - start - mediaBytes };
}

/** The samples of one second: its pictures with their padding, then its audio frames. */
export function secondOfMovie(layout: MovieLayout, second: number, padding: Padding): Buffer {
  const { paddingBytes } = layout;
  const header = userDataHeader(paddingBytes);
  const length = u32(paddingUnitBytes(paddingBytes) - 4);
  const video = picturesOfSecond(layout, second).flatMap((picture) => [
    length,
    header,
    padding.next(paddingBytes),
    USER_DATA_END,
    picture,
  ]);
  const audio = new Array<Buffer>(audioFramesOfSecond(second)).fill(SILENT_FRAME);
  return Buffer.concat([...video, ...audio]);
}
