import { asTheyAnswer } from './as-they-answer.js';

describe('asTheyAnswer', () => {
  it('yields what comes first, a few at once, failures too', async () => {
    const answers = new Map([1, 2, 3].map((item) => [item, Promise.withResolvers<string>()]));
    const asked: number[] = [];
    const all = asTheyAnswer([1, 2, 3], 2, (item) => {
      asked.push(item);
      return answers.get(item)?.promise ?? Promise.reject(new Error('unknown'));
    });
    answers.get(2)?.resolve('two');
    expect((await all.next()).value).toEqual({ item: 2, outcome: { status: 'fulfilled', value: 'two' } });
    expect(asked).toEqual([1, 2]);
    answers.get(3)?.reject(new Error('no'));
    expect((await all.next()).value).toMatchObject({ item: 3, outcome: { status: 'rejected' } });
    answers.get(1)?.resolve('one');
    expect((await all.next()).value).toMatchObject({ item: 1 });
    expect((await all.next()).done).toBe(true);
  });

  it('takes a task that throws at once for a failure', async () => {
    const outcomes = [];
    const all = asTheyAnswer([1], 6, () => {
      throw new Error('no');
    });
    for await (const { outcome } of all) outcomes.push(outcome.status);
    expect(outcomes).toEqual(['rejected']);
  });
});
