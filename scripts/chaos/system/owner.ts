import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_MS = 250;
const PATIENCE_MS = 60_000;
const REQUEST_MS = 10_000;

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody who downloads through the API, and asks again while it does not answer or answers 5xx. */
export class Owner {
  private token = '';

  constructor(
    private readonly baseUrl: string,
    private readonly account: { readonly username: string; readonly password: string },
  ) {}

  /** Once signed in. */
  get accessToken(): string {
    return this.token;
  }

  async signIn(): Promise<void> {
    const { status, body } = await this.ask('POST', '/api/v1/auth/login', this.account);
    if (status !== 200) throw new Error(`Signing in was answered with ${status}`);
    this.token = String(body.access_token);
  }

  /** The id of the download. */
  async start(request: object): Promise<string> {
    const { status, body } = await this.ask('POST', '/api/v1/downloads/start', request);
    if (status !== 202) throw new Error(`A download was answered with ${status}: ${JSON.stringify(body)}`);
    return String(body.download_id);
  }

  command(downloadId: string, name: 'pause' | 'resume'): Promise<Answer> {
    return this.ask('POST', `/api/v1/downloads/${downloadId}/${name}`);
  }

  async configure(changes: object): Promise<void> {
    const { status, body } = await this.ask('PUT', '/api/v1/admin/config', changes);
    if (status !== 200) throw new Error(`Settings were answered with ${status}: ${JSON.stringify(body)}`);
  }

  /** The first answer that is none of a server in trouble; throws when there is none for a minute. */
  async ask(method: string, path: string, body?: object): Promise<Answer> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.tryOnce(method, path, body).catch((error: unknown) => error);
      if (isAnswer(answer) && answer.status < 500) return answer;
      if (performance.now() > deadline)
        throw new Error(`${method} ${path} is not answered`, {
          cause: isAnswer(answer) ? undefined : answer,
        });
      await sleep(RETRY_MS);
    }
  }

  private async tryOnce(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  }
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'status' in value && 'body' in value;
