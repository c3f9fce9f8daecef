import type { Problem } from '../../../common/resilience/circuit.js';
import type { CircuitOpenError } from '../../../common/resilience/circuit-open.error.js';
import { ProviderError } from '../providers/provider.errors.js';

/** What an error says about the provider; null when it answered well enough, or was not asked. */
export function toProblem({ code, message, retryAfterMs }: ProviderError): Problem | null {
  const facts = { code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  switch (code) {
    case 'PROVIDER_UNSUPPORTED':
    case 'PROVIDER_PAUSED':
    case 'PROVIDER_BUSY':
      return null;
    case 'PROVIDER_KEY_REFUSED':
      return { kind: 'refusal', ...facts };
    case 'PROVIDER_RATE_LIMITED':
      return { kind: 'slow_down', ...facts };
    case 'PROVIDER_TIMEOUT':
    case 'PROVIDER_UNREACHABLE':
    case 'PROVIDER_RESPONSE_INVALID':
    case 'PROVIDER_FAILED':
      return { kind: 'failure', ...facts };
  }
}

/** What people read while a provider is left alone. */
export function toPausedError(error: CircuitOpenError): ProviderError {
  const { state, failures, retryAt, lastErrorMessage } = error.circuit;
  const why = `after ${failures === 1 ? 'a failure' : `${failures} failures`}: ${lastErrorMessage ?? 'unknown'}`;
  const message =
    state === 'half_open' || retryAt === null
      ? `Paused while another search tries it, ${why}`
      : `Paused until ${timeOf(retryAt)} UTC ${why}`;
  return new ProviderError('PROVIDER_PAUSED', message, { cause: error });
}

/** With its date when that is not today's. */
function timeOf(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const isToday = new Date().toISOString().startsWith(date);
  return isToday ? time.slice(0, 5) : `${date} ${time.slice(0, 5)}`;
}
