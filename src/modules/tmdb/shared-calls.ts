interface Call<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  callers: number;
}

/** Equal calls at the same time are one call. It is given up when the last of its callers has gone. */
export class SharedCalls<T> {
  private readonly running = new Map<string, Call<T>>();

  /** Throws what `start` throws, or the reason of the caller's own signal. */
  async join(key: string, start: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const call = this.running.get(key) ?? this.begin(key, start);
    call.callers += 1;
    try {
      return await untilAbort(call.result, signal);
    } finally {
      call.callers -= 1;
      if (call.callers === 0) this.end(key, call);
    }
  }

  private begin(key: string, start: (signal: AbortSignal) => Promise<T>): Call<T> {
    const controller = new AbortController();
    const call: Call<T> = { result: start(controller.signal), controller, callers: 0 };
    this.running.set(key, call);
    // Whoever comes after the end asks anew; a result that nobody waits for any more fails silently.
    call.result.then(
      () => this.end(key, call),
      () => this.end(key, call),
    );
    return call;
  }

  private end(key: string, call: Call<T>): void {
    if (this.running.get(key) === call) this.running.delete(key);
    call.controller.abort();
  }
}

function untilAbort<T>(pending: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return pending;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    pending.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
