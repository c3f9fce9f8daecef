import { errorCode } from '../../../../common/errors/error-code.js';

/** Something of a gallery that could not be had. */
export interface GalleryFailure {
  /** Without its query, which may carry secrets. */
  readonly url: string;
  /** A stable code, as of the errors of whole downloads. */
  readonly code: string;
}

const MAX_FAILURES = 100;

/** What could not be had, as far as there is room to tell. */
export class GalleryFailures {
  private readonly failures: GalleryFailure[] = [];

  add(url: string, error: unknown): void {
    const failure = { url: withoutQuery(url), code: errorCode(error) ?? 'INTERNAL_ERROR' };
    if (this.failures.length < MAX_FAILURES) this.failures.push(failure);
  }

  list(): readonly GalleryFailure[] {
    return [...this.failures];
  }
}

function withoutQuery(text: string): string {
  const { origin, pathname } = new URL(text);
  return origin + pathname;
}
