import { jest } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { InternalKey } from '../../common/crypto/internal-key.js';
import { StreamLinks } from './stream-links.js';
import { StreamLinkExpiredError, StreamLinkInvalidError } from './streaming.errors.js';

const links = new StreamLinks(new InternalKey(randomBytes(32)));
const session = { id: randomUUID(), expiresAt: new Date(2_000_000) };

function parametersOf(link: string): { expires: string; signature: string } {
  const { searchParams } = new URL(link);
  return { expires: searchParams.get('expires') ?? '', signature: searchParams.get('signature') ?? '' };
}

describe('StreamLinks', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void jest.useRealTimers());

  it('issues links below the origin that it accepts again', () => {
    const link = links.issue(session, 'https://media.example');
    expect(link).toMatch(
      /^https:\/\/media\.example\/api\/v1\/streaming\/sessions\/[\w-]{36}\/file\?signature=[\w-]{43}&expires=2000$/,
    );
    const { expires, signature } = parametersOf(link);
    expect(() => links.check(session.id, expires, signature)).not.toThrow();
  });

  it('refuses a changed session, expiry or signature', () => {
    const { expires, signature } = parametersOf(links.issue(session, 'http://a'));
    expect(() => links.check(randomUUID(), expires, signature)).toThrow(StreamLinkInvalidError);
    expect(() => links.check(session.id, '9999999999', signature)).toThrow(StreamLinkInvalidError);
    expect(() => links.check(session.id, expires, '')).toThrow(StreamLinkInvalidError);
  });

  it('refuses a link whose time is over', () => {
    const { expires, signature } = parametersOf(links.issue(session, 'http://a'));
    jest.setSystemTime(2_000_000);
    expect(() => links.check(session.id, expires, signature)).toThrow(StreamLinkExpiredError);
  });
});
