import { renderStep, Steps } from './steps.js';
import { Terminal } from './terminal.js';

function record(isTTY: boolean) {
  const written: string[] = [];
  let time = 0;
  const terminal = new Terminal({ isTTY, columns: 80, write: (text) => written.push(text) }, '1');
  const steps = new Steps(terminal, () => (time += 420));
  return { written, steps };
}

describe('renderStep', () => {
  it('shows state, number, title and time', () => {
    expect(renderStep('done', 3, 'Searching', 420)).toBe('✓ 03 Searching … 0.42 s');
    expect(renderStep('failed', 12, 'Streaming', 61_005)).toBe('✗ 12 Streaming … 61.01 s');
    expect(renderStep('running', 4, 'Downloading', null)).toBe('… 04 Downloading');
  });
});

describe('Steps', () => {
  it('numbers steps, and prints their notes below them', async () => {
    const { written, steps } = record(false);
    await steps.run('Signing in', async () => undefined);
    const found = await steps.run('Searching', async (note) => {
      note('9 releases');
      return 9;
    });
    expect(found).toBe(9);
    expect(written).toEqual([
      '… 01 Signing in\n',
      '✓ 01 Signing in … 0.42 s\n',
      '… 02 Searching\n',
      '✓ 02 Searching … 0.42 s\n',
      '     9 releases\n',
    ]);
  });

  it('replaces the running line on a terminal', async () => {
    const { written, steps } = record(true);
    await steps.run('Searching', async () => undefined);
    expect(written.join('')).toBe('\r\x1b[2K… 01 Searching\r\x1b[2K\r\x1b[2K✓ 01 Searching … 0.42 s\n');
  });

  it('marks the step that failed and passes its error on', async () => {
    const { written, steps } = record(false);
    const failing = steps.run('Searching', () => Promise.reject(new Error('no answer')));
    await expect(failing).rejects.toThrow('no answer');
    expect(written.at(-1)).toBe('✗ 01 Searching … 0.42 s\n');
  });
});
