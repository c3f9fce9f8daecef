import { isSupervised } from './supervisor-messages.js';

/**
 * Calls `onGone` once when the supervisor that started this process is gone, even by kill -9.
 * Does nothing in a process that was started on its own.
 */
export function exitWithParent(onGone: () => void): void {
  if (!isSupervised()) return;
  // Its ends of our pipes are gone with it: without a listener the next log line would crash us before we drained.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  if (!process.connected) {
    setImmediate(onGone);
    return;
  }
  process.once('disconnect', onGone);
  // The listener alone would keep a process alive that has closed everything else.
  process.channel?.unref();
}
