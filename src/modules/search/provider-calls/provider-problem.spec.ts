import { newCircuit } from '../../../common/resilience/circuit.js';
import type { Circuit } from '../../../common/resilience/circuit.js';
import { CircuitOpenError } from '../../../common/resilience/circuit-open.error.js';
import { ProviderError } from '../providers/provider.errors.js';
import type { ProviderProblem } from '../providers/provider.errors.js';
import { toPausedError, toProblem } from './provider-problem.js';

const paused = (changes: Partial<Circuit>): string => {
  const circuit = {
    ...newCircuit(new Date()),
    state: 'open' as const,
    failures: 5,
    lastErrorMessage: 'Gone',
    ...changes,
  };
  return toPausedError(new CircuitOpenError('indexer', circuit)).message;
};

describe('toProblem', () => {
  it.each<[ProviderProblem, string | undefined]>([
    ['PROVIDER_TIMEOUT', 'failure'],
    ['PROVIDER_UNREACHABLE', 'failure'],
    ['PROVIDER_RESPONSE_INVALID', 'failure'],
    ['PROVIDER_FAILED', 'failure'],
    ['PROVIDER_KEY_REFUSED', 'refusal'],
    ['PROVIDER_RATE_LIMITED', 'slow_down'],
    ['PROVIDER_UNSUPPORTED', undefined],
    ['PROVIDER_PAUSED', undefined],
    ['PROVIDER_BUSY', undefined],
  ])('takes %s for %p', (code, kind) => {
    expect(toProblem(new ProviderError(code, 'Why'))?.kind).toBe(kind);
  });

  it('keeps how long the provider wants to be left alone', () => {
    const error = new ProviderError('PROVIDER_RATE_LIMITED', 'Why', { retryAfterMs: 5000 });
    expect(toProblem(error)).toEqual({
      kind: 'slow_down',
      code: 'PROVIDER_RATE_LIMITED',
      message: 'Why',
      retryAfterMs: 5000,
    });
  });
});

describe('toPausedError', () => {
  it('says until when and why', () => {
    const retryAt = new Date(Date.now() + 3 * 86_400_000);
    const until = retryAt.toISOString().slice(0, 16).replace('T', ' ');
    expect(paused({ retryAt })).toBe(`Paused until ${until} UTC after 5 failures: Gone`);
    const now = new Date();
    expect(paused({ retryAt: now, failures: 1 })).toMatch(
      /^Paused until (\S+ )?\d\d:\d\d UTC after a failure: Gone$/,
    );
  });

  it('says that another tries it', () => {
    expect(paused({ state: 'half_open' })).toBe(
      'Paused while another search tries it, after 5 failures: Gone',
    );
  });
});
