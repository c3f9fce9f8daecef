import { SearchProviders } from './providers.js';
import type { SearchProvider } from './search-provider.js';

const named = (name: string, isConfigured = true): SearchProvider => ({
  name,
  isConfigured: () => isConfigured,
  search: async function* () {},
  checkHealth: async () => undefined,
});

describe('SearchProviders', () => {
  it('knows providers and the members of families by name, in their order', () => {
    const providers = new SearchProviders([named('a'), { members: [named('b'), named('c', false)] }]);
    expect(providers.all().map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(providers.configuredNames()).toEqual(['a', 'b']);
    expect(providers.find('c')?.name).toBe('c');
    expect(providers.find('d')).toBeUndefined();
  });

  it('refuses two of one name', () => {
    expect(() => new SearchProviders([named('jackett'), { members: [named('jackett')] }])).toThrow(
      'Two search providers are named jackett: rename the indexer',
    );
  });
});
