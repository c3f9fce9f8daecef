/** A bencoded value. Keys of dictionaries are bytes, here as latin1 text. */
export type BencodeValue = number | Buffer | BencodeValue[] | BencodeDictionary;
export type BencodeDictionary = Map<string, BencodeValue>;

const MAX_DEPTH = 32;
const MAX_VALUES = 1_000_000;

const INTEGER = 0x69; // i
const LIST = 0x6c; // l
const DICTIONARY = 0x64; // d
const END = 0x65; // e
const COLON = 0x3a;

export class BencodeError extends Error {}

export interface BencodeDocument {
  readonly value: BencodeValue;
  /** For a dictionary: the bytes of each of its values exactly as they lie in the input. */
  readonly raw: ReadonlyMap<string, Buffer>;
}

/**
 * Decodes untrusted bytes; what follows the first value is ignored. Refuses nesting deeper than 32, more than a million
 * values and integers that are not exact. Of a repeated key the first counts. Strings are views of the input.
 */
export function decodeBencode(bytes: Buffer): BencodeDocument {
  const reader = new Reader(bytes);
  return { value: reader.read(0), raw: reader.raw };
}

class Reader {
  readonly raw = new Map<string, Buffer>();
  private position = 0;
  private values = 0;

  constructor(private readonly bytes: Buffer) {}

  read(depth: number): BencodeValue {
    if (depth > MAX_DEPTH) throw new BencodeError('it is nested too deeply');
    if (++this.values > MAX_VALUES) throw new BencodeError('it has too many values');
    switch (this.bytes[this.position]) {
      case INTEGER:
        this.position += 1;
        return this.integer(END);
      case LIST:
        return this.list(depth);
      case DICTIONARY:
        return this.dictionary(depth);
      default:
        return this.string();
    }
  }

  private list(depth: number): BencodeValue[] {
    this.position += 1;
    const items: BencodeValue[] = [];
    while (!this.atEnd()) items.push(this.read(depth + 1));
    return items;
  }

  private dictionary(depth: number): BencodeDictionary {
    this.position += 1;
    const entries: BencodeDictionary = new Map();
    while (!this.atEnd()) {
      const key = this.string().toString('latin1');
      const start = this.position;
      const value = this.read(depth + 1);
      if (entries.has(key)) continue;
      entries.set(key, value);
      if (depth === 0) this.raw.set(key, this.bytes.subarray(start, this.position));
    }
    return entries;
  }

  /** Steps over the closing 'e' when it is next. */
  private atEnd(): boolean {
    if (this.bytes[this.position] !== END) return false;
    this.position += 1;
    return true;
  }

  private string(): Buffer {
    const length = this.integer(COLON);
    const end = this.position + length;
    if (length < 0 || end > this.bytes.length) throw new BencodeError('it is cut short');
    const text = this.bytes.subarray(this.position, end);
    this.position = end;
    return text;
  }

  private integer(terminator: number): number {
    const end = this.bytes.indexOf(terminator, this.position);
    if (end === -1 || end - this.position > 17) throw new BencodeError('it is not bencoded');
    const digits = this.bytes.toString('latin1', this.position, end);
    const value = Number(digits);
    if (!/^-?\d+$/.test(digits) || !Number.isSafeInteger(value)) throw new BencodeError('it is not bencoded');
    this.position = end + 1;
    return value;
  }
}
