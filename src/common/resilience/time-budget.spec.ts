import { setTimeout as sleep } from 'node:timers/promises';
import { TimeBudget } from './time-budget.js';
import { waitUnlessAborted } from './wait.js';

const late = () => new Error('too late');

describe('TimeBudget', () => {
  it('ends work that takes longer', async () => {
    const budget = new TimeBudget(20, late);
    const work = budget.spend(() => waitUnlessAborted(60_000, budget.signal));
    await expect(work).rejects.toThrow('too late');
    expect(budget.remainingMs).toBeLessThan(20);
  });

  it('does not count what happens between two pieces of work', async () => {
    const budget = new TimeBudget(20, late);
    expect(await budget.spend(async () => 'a')).toBe('a');
    await sleep(40);
    expect(budget.signal.aborted).toBe(false);
  });
});
