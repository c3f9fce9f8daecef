import { DomainError } from '../../../common/errors/domain-error.js';

/** plex.tv answers in a way that doesn't let the sign-in go on. */
export class PlexTvError extends DomainError {
  readonly code = 'EXTERNAL_API_ERROR';
  readonly kind = 'upstream';
  constructor(status?: number, options?: ErrorOptions) {
    super(
      'plex.tv does not answer as it should; try again shortly',
      { service: 'plex.tv', ...(status === undefined ? {} : { status }) },
      options,
    );
  }
}

export class PlexPinPendingError extends DomainError {
  readonly code = 'PLEX_PIN_PENDING';
  readonly kind = 'conflict';
  constructor() {
    super('The PIN has not been approved at Plex yet');
  }
}

export class PlexPinExpiredError extends DomainError {
  readonly code = 'PLEX_PIN_EXPIRED';
  readonly kind = 'gone';
  constructor() {
    super('The PIN has expired or was used: ask for another one');
  }
}

/** The account is real, but not a member of the server here. */
export class PlexAccessDeniedError extends DomainError {
  readonly code = 'PLEX_ACCESS_DENIED';
  readonly kind = 'forbidden';
  constructor() {
    super('This Plex account has no access to the Plex server here');
  }
}
