import { z } from 'zod';
import type { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { parseJson } from '../json.js';
import { ProviderError } from '../provider.errors.js';
import { callProvider, errorOfStatus } from '../provider-http.js';
import type { ProviderAnswer } from '../provider-http.js';
import { shortened } from '../shortened.js';
import { indexersSchema, releaseSchema, statusesSchema } from './prowlarr-answers.js';
import type { ProwlarrIndexer, ProwlarrRelease, ProwlarrStatus } from './prowlarr-answers.js';

/** Parameters that may come several times, as Prowlarr wants its lists. */
export type ProwlarrParameters = ReadonlyArray<readonly [name: string, value: string]>;

const errorSchema = z.union([
  z.object({ message: z.string() }).transform(({ message }) => message),
  z
    .array(z.object({ errorMessage: z.string() }))
    .nonempty()
    .transform((problems) => problems.map(({ errorMessage }) => errorMessage).join(' ')),
]);

/** The three calls of Prowlarr's API that a search needs. The key travels in a header only. */
export class ProwlarrClient {
  constructor(
    private readonly fetch: SafeFetch,
    private readonly baseUrl: string,
    private readonly apiKey: string | undefined,
  ) {}

  indexers(signal: AbortSignal): Promise<ProwlarrIndexer[]> {
    return this.call('api/v1/indexer', [], indexersSchema, signal);
  }

  statuses(signal: AbortSignal): Promise<ProwlarrStatus[]> {
    return this.call('api/v1/indexerstatus', [], statusesSchema, signal);
  }

  /** Releases that can't be read are left out, unless none can. */
  async search(parameters: ProwlarrParameters, signal: AbortSignal): Promise<ProwlarrRelease[]> {
    const listed = await this.call('api/v1/search', parameters, z.array(z.unknown()), signal);
    const releases = listed.flatMap((release) => releaseSchema.safeParse(release).data ?? []);
    if (listed.length > 0 && releases.length === 0) throw misunderstood();
    return releases;
  }

  /** Throws unless Prowlarr answers and takes the key. */
  async check(signal: AbortSignal): Promise<void> {
    await this.call('api/v1/system/status', [], z.object({ version: z.string() }), signal);
  }

  private async call<T>(
    path: string,
    parameters: ProwlarrParameters,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const url = new URL(path, `${this.baseUrl.replace(/\/$/, '')}/`);
    for (const [name, value] of parameters) url.searchParams.append(name, value);
    const headers = {
      accept: 'application/json',
      ...(this.apiKey === undefined ? {} : { 'x-api-key': this.apiKey }),
    };
    const answer = await callProvider(this.fetch, url, headers, signal);
    if (!answer.isOk) throw errorOf(answer);
    const { success, data } = schema.safeParse(parseJson(answer.body));
    if (!success) throw misunderstood();
    return data;
  }
}

/** Its descriptions hold stack traces: only the message is shown. */
function errorOf(answer: ProviderAnswer): ProviderError {
  const { status, retryAfterMs } = answer;
  const message = errorSchema.safeParse(parseJson(answer.body)).data;
  const isAnswered = [401, 403, 429].includes(status) || message === undefined;
  if (isAnswered) return errorOfStatus(answer);
  const text = `The provider answered with HTTP ${status}: ${shortened(message)}`;
  return new ProviderError('PROVIDER_FAILED', text, { retryAfterMs });
}

const misunderstood = () =>
  new ProviderError('PROVIDER_RESPONSE_INVALID', 'The answer of the provider is not what Prowlarr sends');
