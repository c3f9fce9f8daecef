import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { ServiceKind, ServiceRegistry } from '../../services/index.js';
import type { OutsideService } from '../../services/index.js';
import { ProviderError } from '../providers/provider.errors.js';
import { SearchProviders } from '../providers/providers.js';
import type { SearchProvider } from '../providers/search-provider.js';
import { toProblem } from './provider-problem.js';

/** Makes every search provider a service that is checked and shown. */
@Injectable()
export class ProviderServices implements OnModuleInit {
  constructor(
    private readonly providers: SearchProviders,
    private readonly registry: ServiceRegistry,
  ) {}

  onModuleInit(): void {
    for (const provider of this.providers.all()) this.registry.register(toService(provider));
  }
}

const toService = (provider: SearchProvider): OutsideService => ({
  name: provider.name,
  kind: ServiceKind.SearchProvider,
  isConfigured: () => provider.isConfigured(),
  checkHealth: async (signal) => {
    try {
      await provider.checkHealth(signal);
      return null;
    } catch (error) {
      if (error instanceof ProviderError) return toProblem(error);
      throw error;
    }
  },
});
