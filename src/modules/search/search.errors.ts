import { DomainError } from '../../common/errors/domain-error.js';

/** Nobody could answer a search: the operator has to configure a provider first. */
export class NoProviderConfiguredError extends DomainError {
  readonly code = 'NO_PROVIDER_CONFIGURED';
  readonly kind = 'unavailable';
  constructor() {
    super('No search provider is configured; see the Search section of .env.example');
  }
}
