/** npm passes on to us the Ctrl-C that the terminal has already sent: two signals this close are one. */
const SAME_KEYSTROKE_MS = 700;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface StopSignals {
  /** Resolves at the first signal. */
  readonly requested: Promise<void>;
  readonly isRequested: boolean;
  /** Back to what signals did before. */
  dispose(): void;
}

/** Listens for Ctrl-C, SIGTERM and a closed terminal; `onForce` runs when someone asks a second time. */
export function listenForStop(onForce: () => void, now: () => number = () => performance.now()): StopSignals {
  const { promise, resolve } = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  const onSignal = () => {
    if (firstAt === undefined) {
      firstAt = now();
      resolve();
    } else if (now() - firstAt > SAME_KEYSTROKE_MS) {
      onForce();
    }
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    requested: promise,
    get isRequested() {
      return firstAt !== undefined;
    },
    dispose: () => SIGNALS.forEach((signal) => process.off(signal, onSignal)),
  };
}
