import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Allowance } from '../../../common/config/rate-limits.js';
import { ResilienceConfig } from '../../../common/config/resilience.config.js';
import type { ProviderValue } from '../../../common/config/resilience.config.js';
import { Logger } from '../../../common/logging/logger.js';
import { SearchProviders } from '../providers/providers.js';
import type { SearchProvider } from '../providers/search-provider.js';

/** Shorter than the usual search, so that a provider that hangs is noticed as such. */
const DEFAULT_TIMEOUT_MS = 25_000;
const DEFAULT_RATE_LIMIT: Allowance = { requests: 300, seconds: 60 };

/** How long and how often each provider is asked: as the operator says, else as the provider does, else as usual. */
@Injectable()
export class ProviderLimits implements OnApplicationBootstrap {
  constructor(
    private readonly config: ResilienceConfig,
    private readonly providers: SearchProviders,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { providerTimeoutSeconds, providerRateLimits } = this.config;
    const named = [...providerTimeoutSeconds, ...providerRateLimits].map(({ provider }) => provider);
    const unknown = named.filter((name) => !this.providers.find(name));
    if (unknown.length > 0)
      this.logger.warn(
        { unknown },
        'SOKOUL_PROVIDER_TIMEOUT_SECONDS or SOKOUL_PROVIDER_RATE_LIMITS names providers that do not exist',
      );
  }

  timeoutMsOf({ name, timeoutMs }: SearchProvider): number {
    const seconds = valueOf(this.config.providerTimeoutSeconds, name);
    return seconds === undefined ? (timeoutMs ?? DEFAULT_TIMEOUT_MS) : seconds * 1000;
  }

  /** Null for no limit. */
  rateLimitOf({ name, rateLimit }: SearchProvider): Allowance | null {
    const given = valueOf(this.config.providerRateLimits, name) ?? rateLimit;
    return given === undefined ? DEFAULT_RATE_LIMIT : given;
  }
}

/** Who is named twice has the last word. */
const valueOf = <T>(values: ReadonlyArray<ProviderValue<T>>, name: string): T | undefined =>
  values.findLast(({ provider }) => provider === name)?.value;
