import { jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { Logger } from '../../../common/logging/logger.js';
import type { DownloadKind, DownloadSession, DownloadTask } from '../engine/download-kind.js';
import { closeSession, openSession } from './open-session.js';

const TASK = {} as DownloadTask;

function setUp() {
  const stopped: string[] = [];
  const logged: string[] = [];
  const stop = () => Promise.resolve(void stopped.push('stopped'));
  const session = Object.assign(new EventEmitter(), { id: 'x', stop }) as unknown as DownloadSession;
  const { promise, resolve, reject } = Promise.withResolvers<DownloadSession>();
  const kind = { open: () => promise } as unknown as DownloadKind;
  const logger = { error: (_: object, text: string) => logged.push(text) } as unknown as Logger;
  return { stopped, logged, session, resolve, reject, kind, logger, controller: new AbortController() };
}

describe('openSession', () => {
  it('hands over what opens, and what fails', async () => {
    const good = setUp();
    good.resolve(good.session);
    expect(await openSession(good.kind, TASK, good.controller.signal, good.logger)).toBe(good.session);
    const bad = setUp();
    bad.reject(new Error('no'));
    await expect(openSession(bad.kind, TASK, bad.controller.signal, bad.logger)).rejects.toThrow('no');
  });

  it('does not wait for an engine that hangs once it is to stop, and closes what opens late', async () => {
    const { kind, session, stopped, resolve, controller, logger } = setUp();
    const opening = openSession(kind, TASK, controller.signal, logger);
    controller.abort(new Error('stop'));
    await expect(opening).rejects.toThrow('stop');
    expect(stopped).toEqual([]);
    resolve(session);
    await new Promise((done) => setImmediate(done));
    expect(stopped).toEqual(['stopped']);
  });
});

describe('closeSession', () => {
  afterEach(() => jest.useRealTimers());

  it('gives up a session that does not end', async () => {
    jest.useFakeTimers();
    const { logged, logger } = setUp();
    const hanging = {
      id: 'x',
      stop: () => new Promise<void>(() => undefined),
    } as unknown as DownloadSession;
    const closing = closeSession(hanging, logger);
    await jest.advanceTimersByTimeAsync(30_000);
    await closing;
    expect(logged).toEqual(['A session does not end; it is given up']);
  });

  it('does not fail with the session', async () => {
    const { logged, logger } = setUp();
    const broken = {
      id: 'x',
      stop: () => Promise.reject(new Error('broken')),
    } as unknown as DownloadSession;
    await closeSession(broken, logger);
    expect(logged).toEqual(['A session did not close']);
  });
});
