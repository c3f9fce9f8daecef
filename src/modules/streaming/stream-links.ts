import { Injectable } from '@nestjs/common';
import { InternalKey } from '../../common/crypto/internal-key.js';
import { StreamLinkExpiredError, StreamLinkInvalidError } from './streaming.errors.js';

const PATH = '/api/v1/streaming/sessions';

const signedText = (sessionId: string, expires: string): string => `stream-link:${sessionId}:${expires}`;

/** The links that players open: signed, so that a forged one costs no look-up, and good until a moment that is signed too. */
@Injectable()
export class StreamLinks {
  constructor(private readonly key: InternalKey) {}

  /** `origin` has no slash at its end. */
  issue(session: { id: string; expiresAt: Date }, origin: string): string {
    const expires = String(Math.ceil(session.expiresAt.getTime() / 1000));
    const query = new URLSearchParams({ signature: this.key.sign(signedText(session.id, expires)), expires });
    return `${origin}${PATH}/${session.id}/file?${query.toString()}`;
  }

  /** Throws when the link was not issued by us, or its time is over. Whether it was revoked is for the session to say. */
  check(sessionId: string, expires: string, signature: string): void {
    if (!this.key.verify(signedText(sessionId, expires), signature)) throw new StreamLinkInvalidError();
    if (Number(expires) * 1000 <= Date.now()) throw new StreamLinkExpiredError();
  }
}
