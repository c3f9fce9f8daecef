import { loadConfig } from './load-config.js';
import { ResilienceConfig } from './resilience.config.js';

const load = (env: Record<string, string>) => loadConfig(env, import.meta.dirname).get(ResilienceConfig);

describe('the configuration of outside services', () => {
  it('reads numbers of single providers', () => {
    const config = load({
      SOKOUL_PROVIDER_TIMEOUT_SECONDS: 'jackett=20, archive=5',
      SOKOUL_PROVIDER_RATE_LIMITS: 'jackett=10/60',
    });
    expect(config.providerTimeoutSeconds).toEqual([
      { provider: 'jackett', value: 20 },
      { provider: 'archive', value: 5 },
    ]);
    expect(config.providerRateLimits).toEqual([
      { provider: 'jackett', value: { requests: 10, seconds: 60 } },
    ]);
    expect(load({}).providerRateLimits).toEqual([]);
  });

  it.each([
    ['SOKOUL_PROVIDER_TIMEOUT_SECONDS', 'jackett'],
    ['SOKOUL_PROVIDER_TIMEOUT_SECONDS', 'jackett=0'],
    ['SOKOUL_PROVIDER_TIMEOUT_SECONDS', 'jackett=soon'],
    ['SOKOUL_PROVIDER_RATE_LIMITS', 'jackett=10'],
    ['SOKOUL_PROVIDER_RATE_LIMITS', '=10/60'],
    ['SOKOUL_CIRCUIT_FAILURES', '0'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(name);
  });
});
