import { Injectable } from '@nestjs/common';

const PLACES = 2;

/**
 * Few imports run at once on a worker: each may start a program and copy gigabytes, and torrents that are fetched together
 * complete together.
 */
@Injectable()
export class ImportPlaces {
  private taken = 0;
  private readonly waiting: (() => void)[] = [];

  /** Runs the work when its turn has come. Rejects with the signal's reason when that comes first. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.take(signal);
    try {
      return await work();
    } finally {
      this.taken -= 1;
      this.waiting.shift()?.();
    }
  }

  private async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.taken >= PLACES) await this.turn(signal);
    this.taken += 1;
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      this.waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
