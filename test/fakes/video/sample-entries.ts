import { box, fullBox, u16, u32, zeros } from './boxes.js';
import { pictureParameterSet, PROFILE_BYTES, sequenceParameterSet } from './h264.js';

export const AUDIO_RATE = 48_000;
export const AUDIO_FRAME_SAMPLES = 1024;

const AAC_LC_48K_STEREO = Buffer.from([0x11, 0x90]); // AudioSpecificConfig
const BUFFER_BYTES = 1536;

/** One AAC-LC frame of stereo silence. */
export const SILENT_FRAME = Buffer.from([0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80]);

/** `avc1`: parameter sets in the header, NAL units with four-byte lengths. */
export function videoSampleEntry(width: number, height: number): Buffer {
  const sps = sequenceParameterSet(width, height);
  const pps = pictureParameterSet();
  const configuration = box(
    'avcC',
    Buffer.concat([Buffer.from([1]), PROFILE_BYTES, Buffer.from([0xff, 0xe1])]),
    Buffer.concat([u16(sps.length), sps, Buffer.from([1]), u16(pps.length), pps]),
  );
  return box(
    'avc1',
    u32(0),
    u16(0, 1),
    zeros(16),
    u16(width, height),
    u32(0x480000, 0x480000, 0), // 72 dpi
    u16(1),
    zeros(32),
    u16(24, 0xffff),
    configuration,
  );
}

function descriptor(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
}

/** `mp4a` of AAC-LC, 48 kHz, stereo. */
export function audioSampleEntry(): Buffer {
  const bitRate = Math.round((SILENT_FRAME.length * 8 * AUDIO_RATE) / AUDIO_FRAME_SAMPLES);
  const decoder = descriptor(
    4,
    Buffer.from([0x40, 0x15, 0, BUFFER_BYTES >> 8, BUFFER_BYTES & 0xff]), // MPEG-4 audio stream
    u32(bitRate, bitRate),
    descriptor(5, AAC_LC_48K_STEREO),
  );
  const stream = descriptor(3, u16(0), Buffer.from([0]), decoder, descriptor(6, Buffer.from([2])));
  return box(
    'mp4a',
    u32(0),
    u16(0, 1),
    zeros(8),
    u16(2, 16, 0, 0),
    u32(AUDIO_RATE * 0x10000),
    fullBox('esds', 0, stream),
  );
}
