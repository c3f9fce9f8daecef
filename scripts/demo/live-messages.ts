import { WebSocket } from 'ws';

interface Message {
  readonly type: string;
  readonly [field: string]: unknown;
}

type Listener = (message: Message) => void;

/** What the server pushes on `/ws`. */
export class LiveMessages {
  private readonly listeners = new Set<Listener>();

  private constructor(private readonly socket: WebSocket) {
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

  /** The first message of the type that `accept` takes. */
  next(type: string, accept: (message: Message) => boolean, timeoutMs: number): Promise<Message> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`No ${type} message within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      const stop = this.on(type, (message) => {
        if (!accept(message)) return;
        clearTimeout(timer);
        stop();
        resolve(message);
      });
    });
  }

  close(): void {
    this.socket.close();
  }
}
