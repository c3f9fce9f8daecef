import { apiKeyHash, newApiKey } from './api-key-text.js';

describe('API keys', () => {
  it('are found by what is kept of them', () => {
    const { key, prefix, keyHash } = newApiKey();
    expect(key).toMatch(/^sk_[a-z0-9]{8}_[\w-]{43}$/);
    expect(key.startsWith(`${prefix}_`)).toBe(true);
    expect(apiKeyHash(key)).toBe(keyHash);
  });

  it.each(['', 'sk_', 'sk_abcd_short', `sk_ABCDEFGH_${'a'.repeat(43)}`, `sk_abcdefgh_${'a'.repeat(44)}`])(
    'can not be %j',
    (key) => expect(apiKeyHash(key)).toBeNull(),
  );
});
