import { Inject, Injectable } from '@nestjs/common';
import { ResilienceConfig } from '../../../../common/config/resilience.config.js';
import { SearchConfig } from '../../../../common/config/search.config.js';
import { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { Logger } from '../../../../common/logging/logger.js';
import { TimeBudget } from '../../../../common/resilience/time-budget.js';
import { asTheyAnswer } from '../as-they-answer.js';
import { KeyedLinks } from '../keyed-links.js';
import { ProviderError } from '../provider.errors.js';
import { understand } from '../question.js';
import type { Question } from '../question.js';
import type { FoundRelease, ProviderQuery, SearchProvider } from '../search-provider.js';
import { SharedAnswer } from '../shared-answer.js';
import { hiddenFailures, listSilent, nameOf, pausedReason, pausedUntil } from './indexer-states.js';
import type { SilentIndexer } from './indexer-states.js';
import type { ProwlarrIndexer, ProwlarrStatus } from './prowlarr-answers.js';
import { ProwlarrClient } from './prowlarr-client.js';
import { buildSearches, servesMediaType } from './prowlarr-query.js';
import { toDraft } from './prowlarr-release.js';

const AT_ONCE = 6;
const INDEXERS_KEPT_MS = 60_000;
const TIMEOUT_MS = 25_000;
/** Of the time-out: an indexer that hangs is given up while there is time to call what the others gave an answer. */
const PATIENCE = 0.8;

/** One search of Prowlarr, while it is under way. */
interface Asking {
  /** Indexers that have the kind of title, asked or not. */
  readonly total: number;
  readonly indexers: readonly ProwlarrIndexer[];
  readonly before: readonly ProwlarrStatus[];
  readonly empty: ProwlarrIndexer[];
  readonly silent: SilentIndexer[];
}

/** The torrent indexers of a Prowlarr, each asked by itself: one that is slow or fails holds up no other. */
@Injectable()
export class ProwlarrProvider implements SearchProvider {
  readonly name = 'prowlarr';
  readonly ownLinks: KeyedLinks;
  readonly timeoutMs = TIMEOUT_MS;
  private readonly patienceMs: number;
  private readonly client: ProwlarrClient;
  private readonly indexers: SharedAnswer<ProwlarrIndexer[]>;

  constructor(
    private readonly config: SearchConfig,
    { providerTimeoutSeconds }: ResilienceConfig,
    fetch: SafeFetch,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    this.ownLinks = new KeyedLinks(fetch, { url: config.prowlarrUrl, apiKey: config.prowlarrApiKey });
    const seconds = providerTimeoutSeconds.findLast(({ provider }) => provider === this.name)?.value;
    this.patienceMs = PATIENCE * (seconds === undefined ? TIMEOUT_MS : seconds * 1000);
    this.client = new ProwlarrClient(fetch, config.prowlarrUrl ?? '', config.prowlarrApiKey);
    this.indexers = new SharedAnswer((signal) => this.client.indexers(signal), INDEXERS_KEPT_MS);
  }

  isConfigured(): boolean {
    return this.config.prowlarrUrl !== undefined;
  }

  async *search(query: ProviderQuery, signal: AbortSignal): AsyncGenerator<readonly FoundRelease[], void> {
    const question = understand(query);
    const asking = await this.prepare(question, signal);
    const left = new AbortController();
    const patience = new TimeBudget(this.patienceMs, tooLate);
    const ask = (indexer: ProwlarrIndexer) =>
      this.ask(indexer, question, AbortSignal.any([signal, left.signal, patience.signal]));
    const answers = asTheyAnswer(asking.indexers, AT_ONCE, ask);
    try {
      for await (const { item, outcome } of counting(patience, answers)) {
        signal.throwIfAborted();
        if (outcome.status === 'rejected') asking.silent.push(silentFor(item, outcome.reason));
        else if (outcome.value.length === 0) asking.empty.push(item);
        else yield outcome.value;
      }
    } finally {
      left.abort();
    }
    await this.conclude(asking, signal);
  }

  async checkHealth(signal: AbortSignal): Promise<void> {
    await this.client.check(signal);
  }

  /** Which indexers to ask, without those that Prowlarr leaves alone. */
  private async prepare(question: Question, signal: AbortSignal): Promise<Asking> {
    const [all, before] = await Promise.all([this.indexers.get(signal), this.client.statuses(signal)]);
    const usable = all.filter(
      ({ enable, supportsSearch, protocol }) => enable && supportsSearch && protocol === 'torrent',
    );
    if (usable.length === 0)
      throw new ProviderError('PROVIDER_UNSUPPORTED', 'Prowlarr has no torrent indexer that is switched on');
    const fitting = usable.filter((indexer) => servesMediaType(indexer, question.mediaType));
    const pauseOf = ({ id }: ProwlarrIndexer) =>
      pausedUntil(
        before.find(({ indexerId }) => indexerId === id),
        new Date(),
      );
    const silent = fitting.flatMap((indexer) => {
      const until = pauseOf(indexer);
      return until ? [{ name: nameOf(indexer), reason: pausedReason(until) }] : [];
    });
    const indexers = fitting.filter((indexer) => !pauseOf(indexer));
    return { total: fitting.length, indexers, before, empty: [], silent };
  }

  private async ask(
    indexer: ProwlarrIndexer,
    question: Question,
    signal: AbortSignal,
  ): Promise<FoundRelease[]> {
    const context = {
      baseUrl: new URL(this.config.prowlarrUrl ?? ''),
      apiKey: this.config.prowlarrApiKey,
      isPublic: indexer.privacy === 'public',
    };
    for (const parameters of buildSearches(question, indexer)) {
      const releases = await this.client.search(parameters, signal);
      const drafts = releases.map((release) => toDraft(release, context)).filter((draft) => draft !== null);
      if (drafts.length > 0) return drafts.map((source) => ({ kind: 'release', source }));
    }
    return [];
  }

  /** Says which indexers gave nothing for a reason; throws when that is all of them. */
  private async conclude({ total, before, empty, silent }: Asking, signal: AbortSignal): Promise<void> {
    const after = empty.length > 0 ? await this.statusesAfter(signal) : [];
    const failures = [...silent, ...hiddenFailures(empty, before, after)];
    if (failures.length === 0) return;
    const message = `Indexers without an answer: ${listSilent(failures)}`;
    if (failures.length === total) throw new ProviderError(commonProblem(failures), message);
    this.logger.warn({ provider: this.name, indexers: failures.map(({ name }) => name) }, message);
  }

  /** What was found counts, even if Prowlarr does not say any more how it went. */
  private async statusesAfter(signal: AbortSignal): Promise<ProwlarrStatus[]> {
    try {
      return await this.client.statuses(signal);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      this.logger.warn(
        { provider: this.name, code: error.code },
        'Prowlarr does not say which indexers failed',
      );
      return [];
    }
  }
}

const tooLate = () => new ProviderError('PROVIDER_TIMEOUT', 'The indexer did not answer in time');

/** Passes on what comes; the budget is for the waiting alone, not for what is done with the answers. */
async function* counting<T>(budget: TimeBudget, source: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  try {
    for (;;) {
      const next = await budget.spend(() => source.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await source.return();
  }
}

/** Asking again at once helps with some failures, but not where all indexers hang. */
const commonProblem = (failures: readonly SilentIndexer[]): 'PROVIDER_TIMEOUT' | 'PROVIDER_FAILED' =>
  failures.every(({ reason }) => reason === 'PROVIDER_TIMEOUT') ? 'PROVIDER_TIMEOUT' : 'PROVIDER_FAILED';

/** The words of the error are fit to be shown, as all of `ProviderError`; others are faults of ours. */
function silentFor(indexer: ProwlarrIndexer, reason: unknown): SilentIndexer {
  if (!(reason instanceof ProviderError)) throw reason;
  return { name: nameOf(indexer), reason: reason.code };
}
