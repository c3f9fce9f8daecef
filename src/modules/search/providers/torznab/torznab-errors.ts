import type { ProviderAnswer } from '../provider-http.js';
import { ProviderError } from '../provider.errors.js';
import type { ProviderProblem } from '../provider.errors.js';
import { shortened } from '../shortened.js';
import type { XmlElement } from './xml-element.js';

/** 100-199 account, 201-203 the call itself, 429 and 500 as Prowlarr sends them; the rest is the indexer's own trouble. */
function problemOf(code: number): ProviderProblem {
  if (code >= 100 && code < 200) return 'PROVIDER_KEY_REFUSED';
  if (code >= 201 && code <= 203) return 'PROVIDER_UNSUPPORTED';
  return code === 429 ? 'PROVIDER_RATE_LIMITED' : 'PROVIDER_FAILED';
}

/** Jackett puts stack traces with URLs into descriptions. */
export function errorOfDocument(
  root: XmlElement,
  { status, retryAfterMs }: Pick<ProviderAnswer, 'status' | 'retryAfterMs'>,
): ProviderError {
  const code = Number(root.attribute('code') ?? NaN);
  const problem = status === 429 ? 'PROVIDER_RATE_LIMITED' : problemOf(code);
  const description = shortened(root.attribute('description') ?? '');
  return new ProviderError(problem, `The provider answered with error ${code || status}: ${description}`, {
    retryAfterMs,
  });
}
