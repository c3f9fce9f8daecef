import { randomUUID } from 'node:crypto';
import { Turns } from '../../src/common/resilience/turns.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

/** Three at once, then one every ten minutes. */
const ALLOWANCE = { requests: 3, seconds: 1800 };
const HOUR_MS = 3_600_000;
const NEVER = new AbortController().signal;

describe('turns', () => {
  const contexts: TestContext[] = [];
  const turnsOf = async (): Promise<Turns> => {
    const context = await startTestContext({});
    contexts.push(context);
    return context.app.get(Turns);
  };
  const take = (turns: Turns, name: string, maxWaitMs = 0, signal = NEVER) =>
    turns.take(name, ALLOWANCE, maxWaitMs, signal);
  /** Asks for a turn that comes in ten minutes, and leaves. */
  const leaveEarly = async (turns: Turns, name: string): Promise<void> => {
    const caller = new AbortController();
    const waiting = take(turns, name, HOUR_MS, caller.signal);
    const reason = new Error('No longer wanted');
    caller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  };

  afterAll(async () => {
    for (const context of contexts) await context.stop();
  });

  it('are given to all processes together', async () => {
    const [one, two] = [await turnsOf(), await turnsOf()];
    const name = randomUUID();
    const given = await Promise.all([one, two, one, two, one, two].map((turns) => take(turns, name)));
    expect(given.filter(Boolean)).toHaveLength(3);
    expect(await take(one, randomUUID())).toBe(true);
  });

  it('go back when whoever waits for one leaves', async () => {
    const turns = await turnsOf();
    const name = randomUUID();
    for (let count = 0; count < 3; count += 1) expect(await take(turns, name)).toBe(true);
    // The fourth turn comes in ten minutes. Each that leaves gives it back, so that it never gets later than that.
    for (let count = 0; count < 5; count += 1) await leaveEarly(turns, name);
    await leaveWithin(turns, name, 600_000);
  });

  /** A turn is to be had within that time: it is waited for, not refused. */
  async function leaveWithin(turns: Turns, name: string, withinMs: number): Promise<void> {
    const caller = new AbortController();
    const waiting = take(turns, name, withinMs, caller.signal);
    caller.abort(new Error('Enough'));
    await expect(waiting).rejects.toThrow('Enough');
  }
});
