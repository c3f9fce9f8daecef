import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Logger } from '../../../common/logging/logger.js';
import { SETTINGS } from '../../../common/settings/settings.js';
import { SettingsService } from '../../../common/settings/settings.service.js';
import type { Finding } from '../providers/search-provider.js';
import { AnswerClaim } from './answer-claim.js';
import { ProviderAnswersRepository } from './provider-answers.repository.js';
import type { AnswerKey } from './provider-answers.repository.js';
import type { Question } from './question.js';
import { readFindings } from './stored-findings.js';

/** A process that died is noticed after this long. */
const LEASE_SECONDS = 15;
const RENEW_EVERY_MS = 5000;

const keyOf = ({ provider, key }: Question): AnswerKey => ({ provider: provider.name, questionKey: key });

/** The answers in the database, for all processes. Writes that nobody waits for are done in the background. */
@Injectable()
export class KeptAnswers {
  private readonly writes = new Set<Promise<void>>();

  constructor(
    private readonly answers: ProviderAnswersRepository,
    private readonly settings: SettingsService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** 0 keeps none. */
  get maxAgeMinutes(): number {
    return this.settings.get(SETTINGS.search.share_minutes);
  }

  /** The answer, `asking` while another process is at it, null when nobody is. */
  async find(question: Question): Promise<readonly Finding[] | 'asking' | null> {
    const known = await this.answers.find(keyOf(question), this.maxAgeMinutes);
    if (known?.state !== 'complete') return known?.state ?? null;
    const findings = readFindings(known.findings);
    if (!findings) await this.answers.discard(keyOf(question));
    return findings;
  }

  /** Null when another process was faster. */
  async claim(question: Question): Promise<AnswerClaim | null> {
    const [key, id] = [keyOf(question), randomUUID()];
    const isOurs = await this.answers.claim(key, this.maxAgeMinutes, { id, leaseSeconds: LEASE_SECONDS });
    if (!isOurs) return null;
    const actions = {
      renew: () => this.orLog(this.answers.renew(key, id, LEASE_SECONDS)),
      keep: (findings: readonly Finding[]) => this.inBackground(() => this.keep(key, id, findings)),
      giveUp: () => this.inBackground(() => this.answers.forget(key, id)),
    };
    return new AnswerClaim(actions, RENEW_EVERY_MS);
  }

  /** Resolves when all that was to be written has been, or has failed. */
  async settled(): Promise<void> {
    await Promise.all(this.writes);
  }

  private async keep(key: AnswerKey, claimId: string, findings: readonly Finding[]): Promise<void> {
    try {
      await this.answers.complete(key, claimId, JSON.stringify(findings));
    } catch (error) {
      await this.answers.forget(key, claimId);
      throw error;
    }
  }

  private inBackground(write: () => Promise<void>): void {
    const writing = this.orLog(write());
    this.writes.add(writing);
    void writing.then(() => this.writes.delete(writing));
  }

  /** What can't be written is asked again by the next who wants it. */
  private async orLog(writing: Promise<void>): Promise<void> {
    try {
      await writing;
    } catch (error) {
      this.logger.warn({ err: error }, 'The answer of a search provider could not be kept');
    }
  }
}
