import { WebSocket } from 'ws';

interface Message {
  readonly type: string;
  readonly [field: string]: unknown;
}

type Listener = (message: Message) => void;

/** What the server pushes on `/ws`. */
export class LiveMessages {
  private readonly listeners = new Set<Listener>();
  private readonly closed = Promise.withResolvers<never>();

  private constructor(private readonly socket: WebSocket) {
    this.closed.promise.catch(() => undefined);
    socket.once('close', (code) => this.closed.reject(new Error(`The live channel has closed (${code})`)));
    socket.on('error', (error) => this.closed.reject(error));
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      for (const listener of this.listeners) listener(message);
    });
  }

  static async connect(baseUrl: string, accessToken: string): Promise<LiveMessages> {
    const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/ws?token=${accessToken}`);
    await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new LiveMessages(socket);
  }

  /** Calls `listener` for each message of the type; returns how to stop that. */
  on(type: string, listener: Listener): () => void {
    const filtered: Listener = (message) => {
      if (message.type === type) listener(message);
    };
    this.listeners.add(filtered);
    return () => this.listeners.delete(filtered);
  }

  /** The first message of the type that `accept` takes. Rejects when it takes too long, and when the channel closes. */
  async next(type: string, accept: (message: Message) => boolean, timeoutMs: number): Promise<Message> {
    const found = Promise.withResolvers<Message>();
    const stop = this.on(type, (message) => accept(message) && found.resolve(message));
    const late = new Error(`No ${type} message within ${timeoutMs / 1000} s`);
    const timer = setTimeout(() => found.reject(late), timeoutMs);
    try {
      return await Promise.race([found.promise, this.closed.promise]);
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  close(): void {
    this.socket.close();
  }
}
