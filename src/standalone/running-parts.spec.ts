import { RunningParts } from './running-parts.js';

describe('RunningParts', () => {
  it('stops in the reverse order of the start, past one that fails', async () => {
    const [stopped, reports]: [string[], string[]] = [[], []];
    const parts = new RunningParts();
    for (const name of ['lock', 'database', 'children']) {
      parts.add({
        name,
        stop: async () => {
          stopped.push(name);
          if (name === 'database') throw new Error('stuck');
        },
      });
    }
    await parts.stopAll((line) => reports.push(line));
    expect(stopped).toEqual(['children', 'database', 'lock']);
    expect(reports).toEqual(['sokoul: database did not stop cleanly: stuck']);
  });

  it('kills what is stopping and what still waits when it is forced', async () => {
    const killed: string[] = [];
    const stopping = Promise.withResolvers<void>();
    const parts = new RunningParts();
    parts.add({ name: 'database', stop: async () => undefined, kill: () => killed.push('database') });
    parts.add({
      name: 'children',
      stop: () => stopping.promise,
      kill: () => {
        killed.push('children');
        stopping.resolve();
      },
    });
    const done = parts.stopAll(() => undefined);
    parts.force();
    await done;
    expect(killed).toEqual(['children', 'database']);
  });
});
