/** Both ends are inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export type RangeRequest =
  /** No range, or one that RFC 9110 lets us ignore. */
  | { readonly kind: 'whole' }
  /** At least one; in the order of the header, parts that lie beyond the end left out. */
  | { readonly kind: 'ranges'; readonly ranges: readonly ByteRange[] }
  | { readonly kind: 'unsatisfiable' };

const WHOLE: RangeRequest = { kind: 'whole' };
const UNIT = /^bytes[ \t]*=/i;
const SPEC = /^(\d*)-(\d*)$/;
/** More parts than this serve no player; they are a known way to make a server work. */
const MAX_RANGES = 16;
const MAX_HEADER_LENGTH = 1024;

/** Null when it is malformed, 'beyond' when it is well-formed but selects no byte. */
function readSpec(spec: string, size: number): ByteRange | 'beyond' | null {
  const [, first, last] = SPEC.exec(spec) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'beyond' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? Infinity : Number(last);
  if (end < start) return null;
  return start >= size ? 'beyond' : { start, end: Math.min(end, size - 1) };
}

/** Reads a Range header for a representation of `size` bytes (RFC 9110 §14.1 and §14.2). */
export function parseRange(header: string | undefined, size: number): RangeRequest {
  if (header === undefined || header.length > MAX_HEADER_LENGTH) return WHOLE;
  const unit = UNIT.exec(header.trim());
  if (!unit) return WHOLE;
  const specs = header
    .trim()
    .slice(unit[0].length)
    .split(',')
    .map((spec) => spec.trim())
    .filter((spec) => spec !== '');
  if (specs.length === 0 || specs.length > MAX_RANGES) return WHOLE;
  const read = specs.map((spec) => readSpec(spec, size));
  if (read.includes(null)) return WHOLE;
  const ranges = read.filter((range) => range !== null && range !== 'beyond');
  return ranges.length === 0 ? { kind: 'unsatisfiable' } : { kind: 'ranges', ranges };
}

/** For a server that sends one range at a time: null is the whole file, which may answer a request for several. */
export function parseSoleRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const request = parseRange(header, size);
  if (request.kind === 'unsatisfiable') return 'unsatisfiable';
  return request.kind === 'ranges' && request.ranges.length === 1 ? (request.ranges[0] ?? null) : null;
}
