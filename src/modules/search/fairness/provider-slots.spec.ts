import { ProviderSlots } from './provider-slots.js';
import type { Turn } from './turn.js';

const never = new AbortController().signal;

/** Takes turns at one provider and notes whom it is given to, in order. */
class Line {
  readonly served: string[] = [];
  readonly held: Turn[] = [];

  constructor(private readonly slots: ProviderSlots) {}

  ask(owner: string, { provider = 'indexer', signal = never, others = [] as string[] } = {}): Turn {
    const turn = this.slots.turnAt(provider);
    for (const one of [owner, ...others]) turn.join(one);
    void turn.take(signal).then(
      () => {
        this.served.push(owner);
        this.held.push(turn);
      },
      () => undefined,
    );
    return turn;
  }

  async releaseOne(): Promise<void> {
    this.held.shift()?.release();
    await settled();
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('ProviderSlots', () => {
  it('lets as many in as there are slots', async () => {
    const line = new Line(new ProviderSlots(2));
    for (const owner of ['ann', 'bob', 'cat']) line.ask(owner);
    await settled();
    expect(line.served).toEqual(['ann', 'bob']);
    await line.releaseOne();
    expect(line.served).toEqual(['ann', 'bob', 'cat']);
  });

  it('serves people in turn: who comes with one search waits for at most one of each other', async () => {
    const slots = new ProviderSlots(8);
    const line = new Line(slots);
    for (let count = 0; count < 50; count++) line.ask('ann');
    line.ask('bob');
    await settled();
    while (!line.served.includes('bob')) await line.releaseOne();
    expect(line.served.indexOf('bob')).toBeLessThanOrEqual(9);
  });

  it('alternates between people who all have much to ask', async () => {
    const line = new Line(new ProviderSlots(1));
    for (const owner of ['ann', 'bob', 'cat']) for (let n = 0; n < 3; n++) line.ask(owner);
    await settled();
    for (let n = 0; n < 8; n++) await line.releaseOne();
    const rounds = line.served.slice(1).join(' ');
    expect(rounds).toBe('ann bob cat ann bob cat bob cat');
  });

  it('keeps providers apart', async () => {
    const line = new Line(new ProviderSlots(1));
    line.ask('ann', { provider: 'hanging' });
    line.ask('ann', { provider: 'hanging' });
    line.ask('bob', { provider: 'fast' });
    await settled();
    expect(line.served).toEqual(['ann', 'bob']);
  });

  it('drops who gives up', async () => {
    const slots = new ProviderSlots(1);
    const line = new Line(slots);
    const impatient = new AbortController();
    line.ask('ann');
    line.ask('bob', { signal: impatient.signal });
    line.ask('cat');
    await settled();
    impatient.abort();
    await line.releaseOne();
    expect(line.served).toEqual(['ann', 'cat']);
    expect(slots.waitingAt('indexer')).toBe(0);
  });

  it('serves a turn that waits for several people once, when the first of them is due', async () => {
    const line = new Line(new ProviderSlots(1));
    for (let n = 0; n < 5; n++) line.ask('ann');
    line.ask('ann', { others: ['bob'] });
    await settled();
    await line.releaseOne();
    await line.releaseOne();
    await line.releaseOne();
    expect(line.served).toHaveLength(4);
    expect(line.held).toHaveLength(1);
    await line.releaseOne();
    await line.releaseOne();
    expect(line.served).toHaveLength(6);
    await line.releaseOne();
    expect(line.served).toHaveLength(6);
  });
});
