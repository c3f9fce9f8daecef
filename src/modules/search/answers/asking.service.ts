import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Turn } from '../fairness/turn.js';
import { ProviderCalls } from '../provider-calls/provider-calls.service.js';
import type { Finding } from '../providers/search-provider.js';
import { iterateUntilAbort, withAbort } from '../providers/with-abort.js';
import type { AnswerClaim } from './answer-claim.js';
import type { Begin } from './flight.js';
import { KeptAnswers } from './kept-answers.service.js';
import type { Question } from './question.js';

type Portions = AsyncGenerator<readonly Finding[], void>;

/** While another process asks, its answer is looked for this often. */
const POLL_MS = 100;

/** How one question gets its answer: from the database, from another process that is asking, or from the provider. */
@Injectable()
export class Asking {
  constructor(
    private readonly calls: ProviderCalls,
    private readonly kept: KeptAnswers,
  ) {}

  /** Asks the provider when it is this question's turn. */
  async *ask({ provider, query }: Question, turn: Turn, signal: AbortSignal, begin: Begin): Portions {
    await turn.take(signal);
    try {
      begin(false);
      yield* iterateUntilAbort(this.calls.ask(provider, query, signal), signal);
    } finally {
      turn.release();
    }
  }

  /** Takes the answer of somebody else where there is one, and keeps it for others where there is none. */
  async *share(question: Question, turn: Turn, signal: AbortSignal, begin: Begin): Portions {
    // Mostly there is no answer but a free slot: then the claim alone tells all.
    const first = turn.takeNow() ? await this.claim(question, turn) : null;
    if (first) return yield* this.askAndKeep(question, turn, { claim: first, signal, begin });
    for (;;) {
      const known = await withAbort(this.kept.find(question), signal);
      if (known === 'asking') {
        await sleep(POLL_MS, undefined, { signal });
        continue;
      }
      if (known) {
        begin(true);
        yield known;
        return;
      }
      await turn.take(signal);
      const claim = await this.claim(question, turn);
      if (!claim) continue;
      yield* this.askAndKeep(question, turn, { claim, signal, begin });
      return;
    }
  }

  private async claim(question: Question, turn: Turn): Promise<AnswerClaim | null> {
    let claim: AnswerClaim | null = null;
    try {
      claim = await this.kept.claim(question);
      return claim;
    } finally {
      if (!claim) turn.release();
    }
  }

  private async *askAndKeep(
    { provider, query }: Question,
    turn: Turn,
    { claim, signal, begin }: { claim: AnswerClaim; signal: AbortSignal; begin: Begin },
  ): Portions {
    const findings: Finding[] = [];
    let isWhole = false;
    try {
      begin(false);
      for await (const portion of iterateUntilAbort(this.calls.ask(provider, query, signal), signal)) {
        findings.push(...portion);
        yield portion;
      }
      isWhole = true;
    } finally {
      turn.release();
      if (isWhole) claim.keep(findings);
      else claim.giveUp();
    }
  }
}
