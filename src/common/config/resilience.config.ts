import { z } from 'zod';
import type { Allowance } from './rate-limits.js';
import { configSection, variable } from './section.js';
import { integer } from './values.js';

/** What an operator says of one provider. */
export interface ProviderValue<T> {
  readonly provider: string;
  readonly value: T;
}

/** A comma-separated list of `provider=value`; `read` gives null for a value that is wrong. */
const byProvider = <T>(read: (text: string) => T | null, hint: string) =>
  z.string().transform((text, context): ReadonlyArray<ProviderValue<T>> => {
    const values: ProviderValue<T>[] = [];
    for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
      const [, provider = '', written = ''] = /^\s*([a-z0-9][a-z0-9_.-]*)=(\S+)\s*$/.exec(part) ?? [];
      const value = read(written);
      if (provider === '' || value === null) context.addIssue({ code: 'custom', message: hint });
      else values.push({ provider, value });
    }
    return values;
  });

function readAllowance(text: string): Allowance | null {
  const [, requests, seconds] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  return requests === undefined ? null : { requests: Number(requests), seconds: Number(seconds) };
}

const readSeconds = (text: string): number | null => (/^[1-9]\d{0,2}$/.test(text) ? Number(text) : null);

export class ResilienceConfig extends configSection('Outside services', {
  failures: variable(
    'SOKOUL_CIRCUIT_FAILURES',
    integer(1, 100).default(5),
    'Failures in a row after which a service is left alone for a while.',
  ),
  firstPauseSeconds: variable(
    'SOKOUL_CIRCUIT_FIRST_PAUSE_SECONDS',
    integer(1, 3600).default(30),
    'Seconds that it is left alone at first; they double as long as it fails.',
  ),
  maxPauseSeconds: variable(
    'SOKOUL_CIRCUIT_MAX_PAUSE_SECONDS',
    integer(1, 86_400).default(600),
    'Most seconds that it is left alone, unless it asks for more itself.',
  ),
  checkSeconds: variable(
    'SOKOUL_SERVICE_CHECK_SECONDS',
    integer(0, 86_400).default(60),
    'Seconds between two health checks of a service; 0 switches them off.',
  ),
  providerTimeoutSeconds: variable(
    'SOKOUL_PROVIDER_TIMEOUT_SECONDS',
    byProvider(readSeconds, 'must be a comma-separated list of provider=seconds, such as jackett=20').default(
      [],
    ),
    'Seconds that single search providers may take, such as jackett=20,archive=10.',
  ),
  providerRateLimits: variable(
    'SOKOUL_PROVIDER_RATE_LIMITS',
    byProvider(
      readAllowance,
      'must be a comma-separated list of provider=requests/seconds, such as jackett=10/60',
    ).default([]),
    'Most searches that single providers are asked, such as jackett=10/60,archive=60/60 (requests/seconds).',
  ),
}) {}
