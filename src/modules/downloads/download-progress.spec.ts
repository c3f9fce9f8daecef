import { progressPercent } from './download-progress.js';

describe('progressPercent', () => {
  it('has one decimal and never rounds up', () => {
    expect(progressPercent({ state: 'running', bytesDone: 45_599, totalBytes: 100_000 })).toBe(45.5);
  });

  it('says 100 only when nothing is missing', () => {
    expect(progressPercent({ state: 'running', bytesDone: 99_999_999, totalBytes: 100_000_000 })).toBe(99.9);
    expect(progressPercent({ state: 'importing', bytesDone: 0, totalBytes: null })).toBe(100);
    expect(progressPercent({ state: 'completed', bytesDone: 5, totalBytes: 5 })).toBe(100);
  });

  it('is 0 while the size is unknown', () => {
    expect(progressPercent({ state: 'running', bytesDone: 7, totalBytes: null })).toBe(0);
    expect(progressPercent({ state: 'pending', bytesDone: 0, totalBytes: 0 })).toBe(0);
  });
});
