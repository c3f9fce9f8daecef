import { DomainError } from '../errors/domain-error.js';
import type { UrlRefusal } from './refusals.js';

/** The URL may not be contacted. Names the class of the refusal, never what a name resolved to. */
export class UrlRefusedError extends DomainError {
  readonly code = 'URL_REFUSED';
  readonly kind = 'invalid';
  constructor(readonly reason: UrlRefusal) {
    super(`The URL is refused: ${describeRefusal(reason)}`, { reason });
  }
}

function describeRefusal(reason: UrlRefusal): string {
  switch (reason) {
    case 'invalid':
      return 'it is not a valid URL';
    case 'scheme':
      return 'only http and https are allowed';
    case 'credentials':
      return 'it carries a user name or password';
    case 'port':
      return 'its port belongs to another kind of service';
    case 'loopback-name':
    case 'internal-name':
      return 'its host is a name of the local network';
    default:
      return `its host is not on the public internet (${reason})`;
  }
}

/** What went wrong at the other server; every case is answered with EXTERNAL_API_ERROR and tells only its reason. */
export abstract class UpstreamError extends DomainError {
  readonly code = 'EXTERNAL_API_ERROR';
  readonly kind = 'upstream';
}

export type TimeoutPhase = 'connect' | 'headers' | 'body' | 'total';

export class UpstreamTimeoutError extends UpstreamError {
  constructor(readonly phase: TimeoutPhase) {
    super('The other server did not answer in time', { reason: 'timeout', phase });
  }
}

export class UpstreamBodyTooLargeError extends UpstreamError {
  constructor(readonly limitBytes: number) {
    super('The answer of the other server is too large', {
      reason: 'body_too_large',
      limit_bytes: limitBytes,
    });
  }
}

export type UnreachableReason = 'dns' | 'refused' | 'unreachable' | 'tls' | 'interrupted';

export class UpstreamUnreachableError extends UpstreamError {
  constructor(
    readonly reason: UnreachableReason,
    options?: ErrorOptions,
  ) {
    super('The other server cannot be reached', { reason }, options);
  }
}

export type ResponseProblem = 'protocol' | 'encoding' | 'invalid_json';

/** The other server answered with something that cannot be read. */
export class UpstreamResponseError extends UpstreamError {
  constructor(
    readonly reason: ResponseProblem,
    options?: ErrorOptions,
  ) {
    super('The answer of the other server cannot be understood', { reason }, options);
  }
}

export type RedirectRefusal = 'scheme' | 'invalid' | 'too_many' | 'body';

/** A redirect that is not followed. Where it points is `location`, kept out of logs and answers: it may carry secrets. */
export class RedirectRefusedError extends UpstreamError {
  readonly #location: string;
  constructor(
    readonly reason: RedirectRefusal,
    location: string,
  ) {
    super('The other server redirects to where it cannot be followed', { reason: `redirect_${reason}` });
    this.#location = location;
  }

  get location(): string {
    return this.#location;
  }
}
