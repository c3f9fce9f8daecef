import { BitWriter } from './bit-writer.js';

/**
 * The smallest H.264 encoder that draws a test card: the first row of macroblocks is stored as raw samples (I_PCM),
 * every other row is predicted from the one above, and the pictures in between repeat the last one (P_Skip).
 * Terms and tables: ITU-T H.264, sections 7.3 and 9.
 */

const BASELINE = 66;
const CONSTRAINTS = 0xc0; // constrained baseline
const LEVEL = 51; // the padding makes the bit rate high
const NAL = { slice: 0x21, idr: 0x65, sei: 0x06, sps: 0x67, pps: 0x68 } as const;
const MACROBLOCK = 16;
const FRAME_NUMBER_BITS = 8;

/** One flat colour of a macroblock, in limited-range BT.601. */
export interface Colour {
  readonly y: number;
  readonly cb: number;
  readonly cr: number;
}

export const columnsOf = (width: number): number => Math.ceil(width / MACROBLOCK);

/** The profile bytes that `avcC` repeats from the sequence parameter set. */
export const PROFILE_BYTES = Buffer.from([BASELINE, CONSTRAINTS, LEVEL]);

/** A NAL unit: header, then the payload with emulation prevention bytes inserted. */
function nalUnit(header: number, payload: Uint8Array): Buffer {
  const escaped: number[] = [header];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      escaped.push(3);
      zeros = 0;
    }
    escaped.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(escaped);
}

export function sequenceParameterSet(width: number, height: number): Buffer {
  const rows = columnsOf(height);
  const columns = columnsOf(width);
  const bits = new BitWriter().append(PROFILE_BYTES);
  bits.unsigned(0); // seq_parameter_set_id
  bits.unsigned(FRAME_NUMBER_BITS - 4);
  bits.unsigned(2); // pic_order_cnt_type: output order is decoding order
  bits.unsigned(1).bits(0, 1); // one reference frame, no gaps
  bits.unsigned(columns - 1).unsigned(rows - 1);
  bits.bits(0b11, 2); // frame_mbs_only, direct_8x8_inference
  bits.bits(1, 1).unsigned(0); // cropping, in units of two samples
  bits.unsigned((columns * MACROBLOCK - width) / 2).unsigned(0);
  bits.unsigned((rows * MACROBLOCK - height) / 2);
  bits.bits(0, 1); // no VUI
  return nalUnit(NAL.sps, bits.finish());
}

export function pictureParameterSet(): Buffer {
  const bits = new BitWriter().unsigned(0).unsigned(0).bits(0, 2); // CAVLC
  bits.unsigned(0).unsigned(0).unsigned(0).bits(0, 3); // one slice group, one reference, no weighting
  bits.unsigned(0).unsigned(0).unsigned(0); // quantisers and chroma offset at their defaults
  bits.bits(0b100, 3); // deblocking control present
  return nalUnit(NAL.pps, bits.finish());
}

/** A key picture: one colour for each column of macroblocks, from top to bottom. */
export function keyPicture(columns: readonly Colour[], height: number, index: number): Buffer {
  const bits = new BitWriter().unsigned(0).unsigned(7).unsigned(0).bits(0, FRAME_NUMBER_BITS);
  bits.unsigned(index % 2); // idr_pic_id: neighbours must differ
  bits.bits(0, 2).unsigned(0).unsigned(1); // reference marking, quantiser, no deblocking
  for (const colour of columns) {
    bits.unsigned(25).align(); // I_PCM
    bits.append(new Uint8Array(256).fill(colour.y));
    bits.append(new Uint8Array(64).fill(colour.cb)).append(new Uint8Array(64).fill(colour.cr));
  }
  for (let row = 1; row < columnsOf(height); row += 1) {
    for (let column = 0; column < columns.length; column += 1) {
      bits.unsigned(1).unsigned(2).unsigned(0); // I_16x16 vertical, chroma vertical, quantiser unchanged
      if (row === 1)
        bits.bits(0b000011, 6); // no coefficients, below an I_PCM neighbour
      else bits.bits(1, 1); // no coefficients
    }
  }
  return nalUnit(NAL.idr, bits.finish());
}

/** A picture that repeats the one before it; `index` counts from 1 after each key picture. */
export function repeatPicture(macroblocks: number, index: number): Buffer {
  const bits = new BitWriter().unsigned(0).unsigned(5).unsigned(0);
  bits.bits(index % (1 << FRAME_NUMBER_BITS), FRAME_NUMBER_BITS);
  bits.bits(0, 3).unsigned(0).unsigned(1); // defaults for references, quantiser, no deblocking
  bits.unsigned(macroblocks); // mb_skip_run
  return nalUnit(NAL.slice, bits.finish());
}

/** Bytes that `userDataHeader` adds around `length` bytes of user data, its stop byte included. */
export const userDataOverhead = (length: number): number => 3 + Math.floor(length / 255) + 1;

/** Opens an SEI message of unregistered user data of `length` bytes (which decoders skip); `USER_DATA_END` closes it. */
export function userDataHeader(length: number): Buffer {
  const size = [...new Array<number>(Math.floor(length / 255)).fill(255), length % 255];
  return Buffer.from([NAL.sei, 5, ...size]);
}

export const USER_DATA_END = Buffer.from([0x80]);
