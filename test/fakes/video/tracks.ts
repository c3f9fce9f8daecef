import { box, fullBox, text, u16, u32, zeros } from './boxes.js';

export const MOVIE_TIMESCALE = 1000;

/** A run of samples stored together; both tracks keep one chunk a second. */
export interface Chunk {
  readonly offset: number;
  readonly sampleSizes: readonly number[];
}

export interface Track {
  readonly id: number;
  readonly kind: 'video' | 'audio';
  /** Ticks a second of this track, and ticks a sample. */
  readonly timescale: number;
  readonly sampleTicks: number;
  readonly width: number;
  readonly height: number;
  readonly sampleEntry: Buffer;
  readonly chunks: readonly Chunk[];
  /** Numbers (from 1) of the samples that can be decoded alone; null when all can. */
  readonly keySamples: readonly number[] | null;
}

const IDENTITY_MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const UNDETERMINED_LANGUAGE = 0x55c4;

function sampleToChunk(chunks: readonly Chunk[]): Buffer {
  const runs: number[] = [];
  chunks.forEach(({ sampleSizes }, index) => {
    if (sampleSizes.length !== chunks[index - 1]?.sampleSizes.length)
      runs.push(index + 1, sampleSizes.length, 1);
  });
  return fullBox('stsc', 0, u32(runs.length / 3, ...runs));
}

function sampleTable(track: Track, sizes: readonly number[]): Buffer {
  const offsets = track.chunks.map(({ offset }) => offset);
  return box(
    'stbl',
    fullBox('stsd', 0, u32(1), track.sampleEntry),
    fullBox('stts', 0, u32(1, sizes.length, track.sampleTicks)),
    ...(track.keySamples ? [fullBox('stss', 0, u32(track.keySamples.length, ...track.keySamples))] : []),
    sampleToChunk(track.chunks),
    fullBox('stsz', 0, u32(0, sizes.length, ...sizes)),
    fullBox('stco', 0, u32(offsets.length, ...offsets)),
  );
}

function mediaBox(track: Track, sizes: readonly number[]): Buffer {
  const isVideo = track.kind === 'video';
  return box(
    'mdia',
    fullBox(
      'mdhd',
      0,
      u32(0, 0, track.timescale, sizes.length * track.sampleTicks),
      u16(UNDETERMINED_LANGUAGE, 0),
    ),
    fullBox(
      'hdlr',
      0,
      u32(0),
      text(isVideo ? 'vide' : 'soun'),
      zeros(12),
      text(isVideo ? 'Video\0' : 'Audio\0'),
    ),
    box(
      'minf',
      isVideo ? fullBox('vmhd', 1, zeros(8)) : fullBox('smhd', 0, zeros(4)),
      box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1))),
      sampleTable(track, sizes),
    ),
  );
}

export function trackBox(track: Track): Buffer {
  const sizes = track.chunks.flatMap(({ sampleSizes }) => sampleSizes);
  const duration = Math.round((sizes.length * track.sampleTicks * MOVIE_TIMESCALE) / track.timescale);
  const header = fullBox(
    'tkhd',
    3, // enabled, in the movie
    u32(0, 0, track.id, 0, duration, 0, 0),
    u16(0, 0, track.kind === 'audio' ? 0x100 : 0, 0),
    IDENTITY_MATRIX,
    u32(track.width * 0x10000, track.height * 0x10000),
  );
  return box('trak', header, mediaBox(track, sizes));
}

export function movieBox(seconds: number, tracks: readonly Track[]): Buffer {
  const header = fullBox(
    'mvhd',
    0,
    u32(0, 0, MOVIE_TIMESCALE, seconds * MOVIE_TIMESCALE, 0x10000),
    u16(0x100, 0),
    zeros(8),
    IDENTITY_MATRIX,
    zeros(24),
    u32(tracks.length + 1),
  );
  return box('moov', header, ...tracks.map(trackBox));
}
