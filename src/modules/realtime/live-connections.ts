import { Injectable } from '@nestjs/common';
import type { WebSocket } from 'ws';

/** Looks again whether its connection may stay open; closes it otherwise. Does not throw. */
type Recheck = () => Promise<void>;

/** The open sockets of this process by person, so that they end as soon as what they were opened with does. */
@Injectable()
export class LiveConnections {
  private readonly rechecks = new Map<string, Set<Recheck>>();

  add(userId: string, socket: WebSocket, recheck: Recheck): void {
    const ofUser = this.rechecks.get(userId) ?? new Set();
    ofUser.add(recheck);
    this.rechecks.set(userId, ofUser);
    socket.once('close', () => {
      ofUser.delete(recheck);
      if (ofUser.size === 0 && this.rechecks.get(userId) === ofUser) this.rechecks.delete(userId);
    });
  }

  async recheck(userId: string): Promise<void> {
    for (const recheck of this.rechecks.get(userId) ?? []) await recheck();
  }
}
