import { redactText } from '../../../../common/logging/redact.js';
import { ProviderError } from '../provider.errors.js';
import type { ProviderProblem } from '../provider.errors.js';
import type { XmlElement } from './xml-element.js';

const MAX_DESCRIPTION = 200;

/** 100-199 account, 201-203 the call itself, 429 and 500 as Prowlarr sends them; the rest is the indexer's own trouble. */
function problemOf(code: number): ProviderProblem {
  if (code >= 100 && code < 200) return 'PROVIDER_KEY_REFUSED';
  if (code >= 201 && code <= 203) return 'PROVIDER_UNSUPPORTED';
  return code === 429 ? 'PROVIDER_RATE_LIMITED' : 'PROVIDER_FAILED';
}

/** Jackett puts stack traces with URLs into descriptions: only the first line is kept, and no URL. */
function shortened(description: string): string {
  const [line = ''] = description.split(/[\r\n]/);
  return redactText(line.replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '[URL]')).slice(0, MAX_DESCRIPTION);
}

export function errorOfDocument(root: XmlElement, status: number): ProviderError {
  const code = Number(root.attribute('code') ?? NaN);
  const problem = status === 429 ? 'PROVIDER_RATE_LIMITED' : problemOf(code);
  const description = shortened(root.attribute('description') ?? '');
  return new ProviderError(problem, `The provider answered with error ${code || status}: ${description}`);
}

/** For an answer without a document of its own. */
export function errorOfStatus(status: number): ProviderError {
  if (status === 401 || status === 403) {
    return new ProviderError('PROVIDER_KEY_REFUSED', `The provider refused the API key (HTTP ${status})`);
  }
  if (status === 429)
    return new ProviderError('PROVIDER_RATE_LIMITED', 'The provider asks to slow down (HTTP 429)');
  return new ProviderError('PROVIDER_FAILED', `The provider answered with HTTP ${status}`);
}
