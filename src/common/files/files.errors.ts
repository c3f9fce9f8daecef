import { DomainError } from '../errors/domain-error.js';

/** Why a path was refused. The path itself is never repeated: it may carry control characters. */
export type PathRefusal =
  'empty' | 'dots' | 'separator' | 'drive' | 'nul' | 'malformed' | 'reserved' | 'too_long' | 'outside';

const MEANINGS: Record<PathRefusal, string> = {
  empty: 'it has an empty part',
  dots: 'it has a part made of dots only',
  separator: 'a part contains a path separator',
  drive: 'a part names a drive',
  nul: 'it contains a NUL character',
  malformed: 'it is not well-formed Unicode',
  reserved: 'a part is a reserved device name',
  too_long: 'it is too long',
  outside: 'it leads outside its folder',
};

export class UnsafePathError extends DomainError {
  readonly code = 'UNSAFE_PATH';
  readonly kind = 'invalid';
  constructor(
    readonly reason: PathRefusal,
    options?: ErrorOptions,
  ) {
    super(`The path is refused: ${MEANINGS[reason]}`, { reason }, options);
  }
}
