import { DownloadState, DownloadStatus, effectOf, statesOf, statusOf } from './download-state.js';
import type { DownloadCommand } from './download-state.js';

const COMMANDS: DownloadCommand[] = ['pause', 'resume', 'cancel', 'retry', 'change'];

describe('download states', () => {
  it.each([
    ['pause', 'paused'],
    ['resume', 'running'],
    ['cancel', 'cancelled'],
  ] as const)('%s of a download that is already %s succeeds and does nothing', (command, state) => {
    expect(effectOf(command, state)).toBe('done');
  });

  it('lets a failed download be tried again or given up, and nothing else', () => {
    expect(effectOf('resume', 'failed')).toBe('apply');
    expect(effectOf('cancel', 'failed')).toBe('apply');
    expect(effectOf('pause', 'failed')).toBe('conflict');
  });

  it('does not bring a completed download back', () => {
    expect(COMMANDS.map((command) => effectOf(command, 'completed'))).toEqual(COMMANDS.map(() => 'conflict'));
  });

  it('does not bring a cancelled download back', () => {
    expect(effectOf('resume', 'cancelled')).toBe('conflict');
    expect(effectOf('pause', 'cancelled')).toBe('conflict');
  });

  it('does not interrupt an import', () => {
    expect(effectOf('pause', 'importing')).toBe('conflict');
    expect(effectOf('cancel', 'importing')).toBe('conflict');
  });

  it('forgets what has ended, and nothing else', () => {
    const forgettable = Object.values(DownloadState).filter((state) => effectOf('forget', state) === 'apply');
    expect(forgettable).toEqual(['completed', 'failed', 'cancelled', 'skipped']);
  });

  it('keeps what is seeded, obeys other limits meanwhile, and ends it as often as one likes', () => {
    expect(effectOf('forget', 'completed', true)).toBe('conflict');
    expect(effectOf('change', 'completed', true)).toBe('apply');
    expect(effectOf('stop_seeding', 'completed', true)).toBe('apply');
    expect(effectOf('stop_seeding', 'completed', false)).toBe('done');
    expect(effectOf('stop_seeding', 'running', true)).toBe('conflict');
  });

  it('shows an import as running, and finds it among the running ones', () => {
    expect(statusOf(DownloadState.Importing)).toBe('running');
    expect(statesOf(DownloadStatus.Running)).toEqual(['running', 'importing']);
  });

  it('finds every state under exactly one status', () => {
    const found = Object.values(DownloadStatus).flatMap(statesOf);
    expect(found.sort()).toEqual(Object.values(DownloadState).sort());
  });
});
