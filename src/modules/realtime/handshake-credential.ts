import type { IncomingMessage } from 'node:http';
import { bearerCredential, credentialOf } from '../../common/access/credential.js';
import type { Credential } from '../../common/access/credential.js';

/** A page of another origin may open a socket here, and its browser adds our cookie: that is not the person's wish. */
function comesFromOurPage({ headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** What the handshake shows: a header, else `?token=` (browsers can't set headers here), else the cookie. */
export function handshakeCredential(request: IncomingMessage): Credential | undefined {
  const shown = credentialOf(request.headers);
  if (shown && shown.kind !== 'session_cookie') return shown;
  const token = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('token');
  return bearerCredential(token ?? undefined) ?? (comesFromOurPage(request) ? shown : undefined);
}
