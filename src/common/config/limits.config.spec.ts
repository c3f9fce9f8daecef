import { LimitsConfig } from './limits.config.js';
import { loadConfig } from './load-config.js';
import { RATE_LIMITS, withChanges } from './rate-limits.js';

const read = (env: Record<string, string>) => loadConfig(env, import.meta.dirname).get(LimitsConfig);

describe('changes to the rate limits', () => {
  it('are none unless asked for', () => {
    expect(withChanges(read({}).rateLimits)).toEqual(RATE_LIMITS);
  });

  it('replace single numbers', () => {
    const { rateLimits } = read({ SOKOUL_RATE_LIMITS: 'general.user=300/60, search.address=7/10' });
    expect(withChanges(rateLimits)).toEqual({
      ...RATE_LIMITS,
      general: { user: { requests: 300, seconds: 60 } },
      search: { ...RATE_LIMITS.search, address: { requests: 7, seconds: 10 } },
    });
  });

  it('may switch all of them off', () => {
    expect(withChanges(read({ SOKOUL_RATE_LIMITS: 'off' }).rateLimits)).toBeNull();
  });

  it.each([
    'on',
    'general=5/60',
    'nonsense.user=5/60',
    'general.user=0/60',
    'general.user=5',
    'general.user=5/60,',
    'toString.user=5/60',
  ])('refuse %p and name the variable', (value) => {
    expect(() => read({ SOKOUL_RATE_LIMITS: value })).toThrow(/SOKOUL_RATE_LIMITS must be off, or/);
  });
});

describe('trusted proxies', () => {
  it('are none unless listed', () => {
    expect(read({}).trustedProxies).toEqual([]);
  });

  it('are addresses and ranges of both families', () => {
    expect(read({ SOKOUL_TRUSTED_PROXIES: '10.0.0.1, 172.16.0.0/12,2001:db8::/32' }).trustedProxies).toEqual([
      '10.0.0.1',
      '172.16.0.0/12',
      '2001:db8::/32',
    ]);
  });

  it.each(['proxy.local', '10.0.0.1;10.0.0.2', 'true'])('refuse %p', (value) => {
    expect(() => read({ SOKOUL_TRUSTED_PROXIES: value })).toThrow(/SOKOUL_TRUSTED_PROXIES must be/);
  });
});
