import { Injectable } from '@nestjs/common';
import { CircuitBreakers } from '../../../common/resilience/circuit-breakers.js';
import { CircuitOpenError } from '../../../common/resilience/circuit-open.error.js';
import type { Permit } from '../../../common/resilience/permit.js';
import { TimeBudget } from '../../../common/resilience/time-budget.js';
import { Turns } from '../../../common/resilience/turns.js';
import { waitUnlessAborted } from '../../../common/resilience/wait.js';
import { ProviderError } from '../providers/provider.errors.js';
import type { Finding, ProviderQuery, SearchProvider } from '../providers/search-provider.js';
import { withAbort } from '../providers/with-abort.js';
import { SearchMetrics } from '../search-metrics.js';
import { ProviderLimits } from './provider-limits.js';
import { toPausedError, toProblem } from './provider-problem.js';

const MAX_RETRIES = 2;
const FIRST_RETRY_MS = 250;
/** Whoever would wait longer for a turn is told at once. */
const MAX_TURN_WAIT_MS = 60_000;
/** A probe that was not settled by then belongs to a worker that died. */
const PROBE_MARGIN_MS = 5000;

/** One question to one provider. */
interface Call {
  readonly provider: SearchProvider;
  readonly query: ProviderQuery;
  /** The caller's. */
  readonly signal: AbortSignal;
  readonly budget: TimeBudget;
}

/** Asks providers with all due care: circuit breaker, rate limit, time-out, retries, metrics. */
@Injectable()
export class ProviderCalls {
  constructor(
    private readonly breakers: CircuitBreakers,
    private readonly turns: Turns,
    private readonly limits: ProviderLimits,
    private readonly metrics: SearchMetrics,
  ) {}

  /**
   * Yields findings in portions as they arrive. Throws `ProviderError`, or the reason of the signal as soon as that comes.
   * The time-out counts what the provider takes, not what the caller does with the findings.
   */
  async *ask(
    provider: SearchProvider,
    query: ProviderQuery,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Finding[], void> {
    signal.throwIfAborted();
    const budget = new TimeBudget(this.limits.timeoutMsOf(provider), timedOut);
    let outcome = 'cancelled';
    try {
      const permit = await this.admit(provider, budget.remainingMs);
      try {
        yield* this.settling(permit, { provider, query, signal, budget });
        outcome = 'completed';
      } finally {
        // Only a caller who went away leaves it unsettled.
        await permit.abandoned();
      }
    } catch (error) {
      if (error instanceof ProviderError) outcome = outcomeOf(error);
      else if (!signal.aborted) outcome = 'error';
      throw error;
    } finally {
      this.metrics.countRequest(provider.name, outcome);
    }
  }

  private async admit({ name }: SearchProvider, timeoutMs: number): Promise<Permit> {
    try {
      return await this.breakers.enter(name, timeoutMs + PROBE_MARGIN_MS);
    } catch (error) {
      throw error instanceof CircuitOpenError ? toPausedError(error) : error;
    }
  }

  /** Says how the call went: well from the first answer on, unless it fails later. */
  private async *settling(permit: Permit, call: Call): AsyncGenerator<readonly Finding[], void> {
    let hasAnswered = false;
    try {
      for await (const findings of this.retrying(call)) {
        hasAnswered = true;
        yield findings;
      }
      await permit.succeeded();
    } catch (error) {
      if (error instanceof ProviderError && error.code !== 'PROVIDER_BUSY') {
        const problem = toProblem(error);
        await (problem ? permit.failed(problem) : permit.succeeded());
      }
      throw error;
    } finally {
      if (hasAnswered) await permit.succeeded();
    }
  }

  /** Asks again after what may pass, as long as nothing has been yielded and there is time. */
  private async *retrying(call: Call): AsyncGenerator<readonly Finding[], void> {
    let failure: ProviderError | null = null;
    for (let retries = 0; ; retries += 1) {
      let hasAnswered = false;
      try {
        await this.awaitTurn(call);
        for await (const findings of answersOf(call)) {
          hasAnswered = true;
          yield findings;
        }
        return;
      } catch (error) {
        // Without a turn for another attempt, the failure of the one before is what counts.
        if (failure && error instanceof ProviderError && error.code === 'PROVIDER_BUSY') throw failure;
        const isWorthIt = error instanceof ProviderError && error.isTransient && !hasAnswered;
        if (!isWorthIt || retries === MAX_RETRIES) throw error;
        failure = error;
        const pauseMs = retryPauseMs(retries, error);
        if (pauseMs >= call.budget.remainingMs) throw error;
        this.metrics.countRetry(call.provider.name);
        await waitUnlessAborted(pauseMs, call.signal);
      }
    }
  }

  private async awaitTurn({ provider, signal }: Call): Promise<void> {
    const allowance = this.limits.rateLimitOf(provider);
    if (!allowance) return;
    const hasTurn = await this.turns.take(`search:${provider.name}`, allowance, MAX_TURN_WAIT_MS, signal);
    const { requests, seconds } = allowance;
    if (!hasTurn)
      throw new ProviderError(
        'PROVIDER_BUSY',
        `More than ${requests} searches in ${seconds} s are waiting for it already`,
      );
  }
}

const timedOut = (): ProviderError =>
  new ProviderError('PROVIDER_TIMEOUT', 'The provider did not answer in time');

/** Doubles, with chance taking off up to half; never less than the provider asks for. */
const retryPauseMs = (retries: number, { retryAfterMs = 0 }: ProviderError): number =>
  Math.max(retryAfterMs, FIRST_RETRY_MS * 2 ** retries * (0.5 + Math.random() / 2));

const outcomeOf = ({ code }: ProviderError): string => code.replace('PROVIDER_', '').toLowerCase();

/** What the provider yields; left behind when the caller goes or the time is up, even if it hangs. */
async function* answersOf({
  provider,
  query,
  signal,
  budget,
}: Call): AsyncGenerator<readonly Finding[], void> {
  const either = AbortSignal.any([signal, budget.signal]);
  const iterator = provider.search(query, either)[Symbol.asyncIterator]();
  let isDone = false;
  try {
    for (;;) {
      const next = await budget.spend(() => withAbort(iterator.next(), either));
      isDone = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    // Whatever an interrupted provider throws: the interruption is the reason.
    either.throwIfAborted();
    throw error;
  } finally {
    // Not awaited: a generator that hangs would hang here too.
    if (!isDone) iterator.return?.().catch(() => undefined);
  }
}
