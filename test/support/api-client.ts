import { WebSocket } from 'ws';
import { createClient, createConfig } from '../../openapi/client/client/index.js';
import type { Client } from '../../openapi/client/client/index.js';
import { registerUser } from '../../openapi/client/sdk.gen.js';
import { waitFor } from './wait-for.js';

let people = 0;

export interface LiveMessage {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Someone with an account, as a frontend acts for them: the generated client and the live channel. */
export class Person {
  readonly messages: LiveMessage[] = [];
  private socket: WebSocket | undefined;

  private constructor(
    readonly id: string,
    readonly username: string,
    readonly accessToken: string,
    readonly refreshToken: string,
    readonly client: Client,
    private readonly baseUrl: string,
  ) {}

  /** Registers a new account. */
  static async register(baseUrl: string): Promise<Person> {
    people += 1;
    const username = `person_${process.pid}_${people}`;
    const body = { username, email: `${username}@example.com`, password: 'a passphrase for tests' };
    const anonymous = createClient(createConfig({ baseUrl }));
    const { data } = await registerUser({ client: anonymous, body, throwOnError: true });
    const headers = { Authorization: `Bearer ${data.access_token}` };
    const client = createClient(createConfig({ baseUrl, headers }));
    return new Person(data.id, username, data.access_token, data.refresh_token, client, baseUrl);
  }

  /** Opens the live channel and collects what it says. */
  async listen(): Promise<void> {
    const socket = new WebSocket(`${this.baseUrl.replace('http', 'ws')}/ws?token=${this.accessToken}`);
    socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as LiveMessage));
    await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
    this.socket = socket;
  }

  heard(
    type: string,
    accept: (message: LiveMessage) => boolean = () => true,
    timeoutMs?: number,
  ): Promise<LiveMessage> {
    const find = () => this.messages.find((message) => message.type === type && accept(message));
    return waitFor(`a ${type} message`, find, timeoutMs);
  }

  close(): void {
    this.socket?.terminate();
  }
}
