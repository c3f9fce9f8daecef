import { DownloadState, DownloadStatus, effectOf, statesOf, statusOf } from './download-state.js';
import type { DownloadCommand } from './download-state.js';

const COMMANDS: DownloadCommand[] = ['pause', 'resume', 'cancel'];

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
    expect(COMMANDS.map((command) => effectOf(command, 'completed'))).toEqual([
      'conflict',
      'conflict',
      'conflict',
    ]);
  });

  it('does not bring a cancelled download back', () => {
    expect(effectOf('resume', 'cancelled')).toBe('conflict');
    expect(effectOf('pause', 'cancelled')).toBe('conflict');
  });

  it('does not interrupt an import', () => {
    expect(effectOf('pause', 'importing')).toBe('conflict');
    expect(effectOf('cancel', 'importing')).toBe('conflict');
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
