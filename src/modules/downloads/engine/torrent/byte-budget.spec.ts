import { ByteBudget } from './byte-budget.js';

describe('ByteBudget', () => {
  let now: number;
  beforeEach(() => (now = 0));

  it('is open without a rate', () => {
    const budget = new ByteBudget(null, () => now);
    budget.spend(1e9);
    expect(budget.waitMs()).toBe(0);
  });

  it('is closed until what was spent in advance is paid off', () => {
    const budget = new ByteBudget(1000, () => now);
    budget.spend(500);
    expect(budget.waitMs()).toBe(500);
    now = 400;
    expect(budget.waitMs()).toBe(100);
    now = 500;
    expect(budget.waitMs()).toBe(0);
  });

  it('saves up no more than a quarter of a second', () => {
    const budget = new ByteBudget(1_000_000, () => now);
    now = 60_000;
    budget.spend(250_000);
    expect(budget.waitMs()).toBe(0);
    budget.spend(100_000);
    expect(budget.waitMs()).toBe(100);
  });

  it('obeys another rate at once, and 0 for ever', () => {
    const budget = new ByteBudget(1000, () => now);
    budget.spend(1000);
    budget.setRate(10_000);
    expect(budget.waitMs()).toBe(100);
    budget.setRate(0);
    now = 1e9;
    expect(budget.waitMs()).toBeGreaterThan(0);
    budget.setRate(null);
    expect(budget.waitMs()).toBe(0);
  });
});
