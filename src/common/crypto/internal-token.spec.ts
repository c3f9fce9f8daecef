import { jest } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { InternalKey } from './internal-key.js';
import {
  checkInternalToken,
  internalAuthorization,
  internalTokenOf,
  issueInternalToken,
} from './internal-token.js';

const key = new InternalKey(randomBytes(32));
const downloadId = randomUUID();

describe('internal tokens', () => {
  afterEach(() => jest.useRealTimers());

  it('opens the download that it was issued for', () => {
    const token = issueInternalToken(key, downloadId, 60);
    expect(checkInternalToken(key, downloadId, token)).toBe(true);
  });

  it('opens no other download, and nothing under another key', () => {
    const token = issueInternalToken(key, downloadId, 60);
    expect(checkInternalToken(key, randomUUID(), token)).toBe(false);
    expect(checkInternalToken(new InternalKey(randomBytes(32)), downloadId, token)).toBe(false);
  });

  it('expires', () => {
    jest.useFakeTimers({ now: 1_000_000 });
    const token = issueInternalToken(key, downloadId, 60);
    jest.setSystemTime(1_000_000 + 59_000);
    expect(checkInternalToken(key, downloadId, token)).toBe(true);
    jest.setSystemTime(1_000_000 + 60_000);
    expect(checkInternalToken(key, downloadId, token)).toBe(false);
  });

  it('does not let its expiry be moved', () => {
    const [expires, signature] = issueInternalToken(key, downloadId, 60).split('.');
    expect(checkInternalToken(key, downloadId, `${Number(expires) + 1}.${signature}`)).toBe(false);
  });

  it.each(['', '.', 'abc', '1.', '.abc', `99999999999.${'a'.repeat(43)}`, `1.2.${'a'.repeat(43)}`])(
    'refuses %j',
    (token) => {
      expect(checkInternalToken(key, downloadId, token)).toBe(false);
    },
  );
});

describe('the Authorization header', () => {
  it('carries a token there and back', () => {
    expect(internalTokenOf(internalAuthorization('1.abc'))).toBe('1.abc');
  });

  it.each([undefined, '', 'Internal', 'Bearer 1.abc', '1.abc', 'Internal 1.abc more'])(
    'holds none: %j',
    (header) => {
      expect(internalTokenOf(header)).toBeNull();
    },
  );
});
