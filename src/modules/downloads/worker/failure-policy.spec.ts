import {
  DownloadAlreadyOpenError,
  DownloadStorageError,
  TorrentEngineError,
  TorrentRefusedError,
} from '../engine/engine.errors.js';
import { judge } from './failure-policy.js';
import { DownloadStalledError } from './transfer.errors.js';

const RULES = { maxRetries: 3, delaySeconds: 30 };
const after = (error: unknown, retries: number, random = 0) => judge(error, { retries }, RULES, random);

describe('judge', () => {
  it('tries again what may pass, later each time', () => {
    const error = new TorrentEngineError('gone');
    expect(after(error, 0)).toEqual({ kind: 'retry', delaySeconds: 30 });
    expect(after(error, 2)).toEqual({ kind: 'retry', delaySeconds: 120 });
    expect(after(error, 2, 1)).toEqual({ kind: 'retry', delaySeconds: 60 });
    expect(after(error, 3)).toEqual({ kind: 'fail', isBlocked: false });
  });

  it('never waits longer than an hour', () => {
    expect(judge(new Error('?'), { retries: 50 }, { maxRetries: 100, delaySeconds: 30 }, 0)).toEqual({
      kind: 'retry',
      delaySeconds: 3600,
    });
  });

  it('fails at once, and for good, what is refused for what it is', () => {
    expect(after(new TorrentRefusedError('hostile'), 0)).toEqual({ kind: 'fail', isBlocked: true });
  });

  it('blocks what has stalled to the end', () => {
    expect(after(new DownloadStalledError(60), 0).kind).toBe('retry');
    expect(after(new DownloadStalledError(60), 3)).toEqual({ kind: 'fail', isBlocked: true });
  });

  it('waits for the disk however often, also when the error is deep inside', () => {
    const full = new DownloadStorageError('ENOSPC');
    expect(after(full, 99).kind).toBe('wait_for_disk');
    expect(after(new Error('import', { cause: full }), 99).kind).toBe('wait_for_disk');
    const system = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    expect(after(system, 0).kind).toBe('wait_for_disk');
    expect(after(new DownloadStorageError('EIO'), 0).kind).toBe('retry');
  });

  it('tries again when an earlier session is still ending', () => {
    expect(after(new DownloadAlreadyOpenError(), 0).kind).toBe('retry');
  });
});
