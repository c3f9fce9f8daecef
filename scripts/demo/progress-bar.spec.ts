import { ProgressBar, renderProgress, timeLeft } from './progress-bar.js';
import { Terminal } from './terminal.js';

const HALF = { doneBytes: 128_000_000, totalBytes: 256_000_000, bytesPerSecond: 40_000_000 };

function record(stream: { isTTY: boolean; columns: number }, noColour?: string) {
  const written: string[] = [];
  const terminal = new Terminal({ ...stream, write: (text) => written.push(text) }, noColour);
  return { written, bar: new ProgressBar(terminal, 'film.mp4') };
}

describe('renderProgress', () => {
  it('shows percent, bytes, speed and time left beside the bar', () => {
    const { filled, empty, text } = renderProgress(HALF, 100);
    expect(filled).toHaveLength(16);
    expect(empty).toHaveLength(16);
    expect(text).toBe('   50 %  128.0 / 256.0 MB   40.0 MB/s  0:04 left');
  });

  it('never fills the line, whatever the terminal', () => {
    for (let columns = -5; columns <= 200; columns += 1) {
      const { filled, empty, text } = renderProgress(HALF, columns);
      expect(filled.length + empty.length + text.length).toBeLessThan(Math.max(columns, 2));
    }
  });

  it('reports 100 % only when everything has arrived', () => {
    expect(renderProgress({ ...HALF, doneBytes: 255_999_999 }, 100).text).toContain(' 99 %');
    const whole = renderProgress({ ...HALF, doneBytes: 256_000_000 }, 100);
    expect(whole.text).toContain('100 %');
    expect(whole.empty).toBe('');
  });

  it('does without a total', () => {
    expect(renderProgress({ ...HALF, totalBytes: null }, 100).text).toBe('  128.0 MB  40.0 MB/s');
  });
});

describe('timeLeft', () => {
  it('counts minutes and seconds, and admits when it cannot know', () => {
    expect(timeLeft({ doneBytes: 0, totalBytes: 6_100, bytesPerSecond: 100 })).toBe('1:01');
    expect(timeLeft({ doneBytes: 0, totalBytes: 6_100, bytesPerSecond: 0 })).toBe('–:––');
    expect(timeLeft({ doneBytes: 10, totalBytes: null, bytesPerSecond: 5 })).toBe('–:––');
  });
});

describe('ProgressBar', () => {
  it('rewrites one line on a terminal and removes it at the end', () => {
    const { written, bar } = record({ isTTY: true, columns: 100 });
    bar.update(HALF);
    bar.finish();
    expect(written).toHaveLength(2);
    expect(written[0]).toMatch(/^\r\x1b\[2K {5}film\.mp4 {2}\x1b\[36m█+\x1b\[0m\x1b\[2m░+\x1b\[0m/);
    expect(written[1]).toBe('\r\x1b[2K');
  });

  it('uses no colours with NO_COLOR', () => {
    const { written, bar } = record({ isTTY: true, columns: 100 }, '1');
    bar.update(HALF);
    expect(written[0]).not.toContain('\x1b[3');
    expect(written[0]).toContain('█░');
  });

  it('writes a plain line for about every tenth where lines cannot be rewritten', () => {
    const { written, bar } = record({ isTTY: false, columns: 80 });
    for (let percent = 0; percent <= 100; percent += 1)
      bar.update({ ...HALF, doneBytes: percent * 2_560_000 });
    bar.finish();
    expect(written).toHaveLength(10);
    expect(written[0]).toBe('     film.mp4  10 %   25.6 / 256.0 MB   40.0 MB/s  0:06 left\n');
    expect(written.join('')).not.toContain('\x1b');
  });

  it('writes one plain line for a jump over several tenths', () => {
    const { written, bar } = record({ isTTY: false, columns: 80 });
    bar.update({ ...HALF, doneBytes: 100_000_000 });
    bar.update({ ...HALF, doneBytes: 256_000_000 });
    expect(written.map((line) => line.match(/\d+ %/)?.[0])).toEqual(['39 %', '100 %']);
  });
});
