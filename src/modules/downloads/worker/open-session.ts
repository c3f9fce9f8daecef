import type { Logger } from '../../../common/logging/logger.js';
import type { DownloadKind, DownloadSession, DownloadTask } from '../engine/download-kind.js';

/** A session that does not end must not keep its download for ever. */
const CLOSE_LIMIT_MS = 30_000;

/** Opens a session, unless the signal is aborted first: what opens after that is closed again. Rejects with its reason. */
export async function openSession(
  kind: DownloadKind,
  task: DownloadTask,
  signal: AbortSignal,
  logger: Logger,
): Promise<DownloadSession> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const opening = kind.open(task);
  try {
    return await Promise.race([opening, aborted]);
  } catch (error) {
    void opening.then(
      (late) => closeSession(late, logger),
      () => undefined,
    );
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Never rejects, and takes half a minute at most. */
export async function closeSession(session: DownloadSession, logger: Logger): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), CLOSE_LIMIT_MS);
  try {
    const outcome = await Promise.race([session.stop(), timeout]);
    if (outcome === 'late')
      logger.error({ download_id: session.id }, 'A session does not end; it is given up');
  } catch (error) {
    logger.error({ err: error, download_id: session.id }, 'A session did not close');
  } finally {
    clearTimeout(timer);
  }
}
