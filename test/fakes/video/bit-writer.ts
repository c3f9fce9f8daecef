/** Writes the bit-level codes of H.264: fixed-width and Exp-Golomb, most significant bit first. */
export class BitWriter {
  private readonly bytes: number[] = [];
  private current = 0;
  private filled = 0;

  /** The low `width` bits of `value` (u(n)). */
  bits(value: number, width: number): this {
    for (let position = width - 1; position >= 0; position -= 1) {
      this.current = (this.current << 1) | ((value >>> position) & 1);
      this.filled += 1;
      if (this.filled === 8) this.flushByte();
    }
    return this;
  }

  /** Unsigned Exp-Golomb (ue(v)). */
  unsigned(value: number): this {
    const width = 32 - Math.clz32(value + 1);
    return this.bits(0, width - 1).bits(value + 1, width);
  }

  /** Zero bits up to the next byte. */
  align(): this {
    return this.filled === 0 ? this : this.bits(0, 8 - this.filled);
  }

  /** Whole bytes; the position must be aligned. */
  append(bytes: Uint8Array): this {
    for (const byte of bytes) this.bytes.push(byte);
    return this;
  }

  /** The stop bit and its alignment, then everything that was written. */
  finish(): Buffer {
    this.bits(1, 1).align();
    return Buffer.from(this.bytes);
  }

  private flushByte(): void {
    this.bytes.push(this.current);
    this.current = 0;
    this.filled = 0;
  }
}
