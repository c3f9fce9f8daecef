import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

const END_TIMEOUT_MS = 60_000;

/** What one search looked like from outside; times as `performance.now()` tells. */
export interface Observed {
  readonly query: string;
  readonly sentAt: number;
  readonly acceptedAt: number;
  /** Null when nothing was found. */
  readonly firstResultAt: number | null;
  readonly endedAt: number;
}

interface Message {
  readonly type: string;
  readonly search_id?: string;
}

interface Arrivals {
  firstResultAt: number | null;
  readonly ended: PromiseWithResolvers<number>;
}

export interface SearchWish {
  readonly query: string;
  readonly providers: readonly string[];
  readonly timeoutSeconds: number;
}

/** Someone with an account who searches over HTTP and listens on `/ws`. */
export class Searcher {
  private readonly arrivals = new Map<string, Arrivals>();

  private constructor(
    private readonly baseUrl: string,
    private readonly accessToken: string,
    private readonly socket: WebSocket,
  ) {
    socket.on('message', (data: Buffer) => this.receive(data));
  }

  static async register(baseUrl: string): Promise<Searcher> {
    const username = `b${randomUUID().slice(0, 12)}`;
    const body = { username, email: `${username}@example.com`, password: 'a passphrase for the bench' };
    const response = await fetch(`${baseUrl}/api/v1/auth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/ws?token=${token}`);
    await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new Searcher(baseUrl, token, socket);
  }

  /** Resolves when the search has ended. */
  async search({ query, providers, timeoutSeconds }: SearchWish): Promise<Observed> {
    const sentAt = performance.now();
    const response = await fetch(`${this.baseUrl}/api/v1/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.accessToken}` },
      body: JSON.stringify({ query, media_type: 'movie', providers, timeout: timeoutSeconds }),
    });
    const text = await response.text();
    const acceptedAt = performance.now();
    if (response.status !== 202) throw new Error(`POST /search answered ${response.status}: ${text}`);
    const { search_id: id } = JSON.parse(text) as { search_id: string };
    const arrivals = this.arrivalsOf(id);
    const endedAt = await endOf(arrivals, query);
    this.arrivals.delete(id);
    return { query, sentAt, acceptedAt, firstResultAt: arrivals.firstResultAt, endedAt };
  }

  close(): void {
    this.socket.terminate();
  }

  private receive(data: Buffer): void {
    const at = performance.now();
    const { type, search_id: id } = JSON.parse(data.toString()) as Message;
    if (id === undefined) return;
    const arrivals = this.arrivalsOf(id);
    if (type === 'search_result') arrivals.firstResultAt ??= at;
    if (type === 'search_completed') arrivals.ended.resolve(at);
  }

  /** Messages may be there before the answer to the request is. */
  private arrivalsOf(id: string): Arrivals {
    const known = this.arrivals.get(id) ?? { firstResultAt: null, ended: Promise.withResolvers<number>() };
    this.arrivals.set(id, known);
    return known;
  }
}

async function endOf({ ended }: Arrivals, query: string): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The search for ${query} did not end`)), END_TIMEOUT_MS);
  });
  try {
    return await Promise.race([ended.promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
