/** A message to clients: `type` and the fields documented for it, snake_case. */
export interface RealtimeMessage {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Who gets a message. */
export type Room = `user:${string}` | typeof EVERYONE;

/** Every open socket. For what each signed-in person may know. */
export const EVERYONE = 'everyone';

export const userRoom = (userId: string): Room => `user:${userId}`;

export const REALTIME_CHANNEL = 'sokoul:realtime';

/** Its messages are ids of people whose open sockets have to be looked at again. */
export const ACCESS_CHANGED_CHANNEL = 'sokoul:access-changed';

export interface RealtimeEnvelope {
  readonly room: Room;
  readonly message: RealtimeMessage;
}
