import { z } from 'zod';
import type { SafeFetch } from '../../../../common/fetch/safe-fetch.js';
import { parseJson } from '../json.js';
import { ProviderError } from '../provider.errors.js';
import { callProvider, errorOfStatus } from '../provider-http.js';
import { shortened } from '../shortened.js';

const HEADERS = { accept: 'application/json' };
const FIELDS = [
  'identifier',
  'title',
  'year',
  'date',
  'btih',
  'item_size',
  'description',
  'runtime',
  'avg_rating',
  'publicdate',
  'external-identifier',
];

/** A field of an item holds one value or several, numbers now and then as text. */
const texts = z
  .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
  .nullish()
  .transform((value) => (Array.isArray(value) ? value : [value ?? '']).map(String));

const itemSchema = z.object({
  identifier: z.string().regex(/^[A-Za-z0-9][\w.-]{0,150}$/),
  title: texts,
  year: texts,
  date: texts,
  btih: texts,
  item_size: texts,
  description: texts,
  runtime: texts,
  avg_rating: texts,
  publicdate: texts,
  'external-identifier': texts,
});

const answerSchema = z.object({ response: z.object({ docs: z.array(z.unknown()) }) });
const errorSchema = z.object({ error: z.string() });

/** An item as the search lists it; absent fields are lists with an empty text. */
export type ArchiveItem = z.infer<typeof itemSchema>;

/** The search of the Internet Archive, which needs no key. */
export class ArchiveClient {
  constructor(
    private readonly fetch: SafeFetch,
    private readonly baseUrl: string,
  ) {}

  /** The most downloaded first. Items that can't be read are left out. */
  async search(query: string, rows: number, signal: AbortSignal): Promise<ArchiveItem[]> {
    const answer = await callProvider(this.fetch, this.urlFor(query, rows), HEADERS, signal);
    const content = parseJson(answer.body);
    const known = answerSchema.safeParse(content);
    if (answer.isOk && known.success) return known.data.response.docs.flatMap(readItem);
    const refusal = errorSchema.safeParse(content);
    if (refusal.success) {
      const message = `The provider answered with an error: ${shortened(refusal.data.error)}`;
      throw new ProviderError('PROVIDER_FAILED', message, { retryAfterMs: answer.retryAfterMs });
    }
    if (!answer.isOk) throw errorOfStatus(answer);
    throw new ProviderError('PROVIDER_RESPONSE_INVALID', 'The answer of the provider is not a list of items');
  }

  private urlFor(query: string, rows: number): URL {
    const url = new URL('advancedsearch.php', `${this.baseUrl.replace(/\/$/, '')}/`);
    url.searchParams.set('q', query);
    for (const field of FIELDS) url.searchParams.append('fl[]', field);
    url.searchParams.set('sort[]', 'downloads desc');
    url.searchParams.set('rows', String(rows));
    url.searchParams.set('page', '1');
    url.searchParams.set('output', 'json');
    return url;
  }
}

function readItem(item: unknown): ArchiveItem[] {
  const { data } = itemSchema.safeParse(item);
  return data ? [data] : [];
}
