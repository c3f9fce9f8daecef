import { rateLimitOverrides } from './rate-limit-overrides.js';

const problemOf = (value: unknown) => rateLimitOverrides().schema.safeParse(value).error?.issues[0]?.message;
const allowance = (requests: number, seconds: number) => ({ requests, seconds });

describe('changed rate limits', () => {
  it('name a limit and whom it counts', () => {
    expect(
      problemOf({ 'search.user': allowance(60, 60), 'media.address': allowance(1, 3600) }),
    ).toBeUndefined();
    expect(problemOf({})).toBeUndefined();
    for (const key of ['search', 'serach.user', 'search.session', 'constructor.user'])
      expect(problemOf({ [key]: allowance(60, 60) })).toContain('is not a limit');
  });

  it('are whole numbers that count something', () => {
    for (const value of [allowance(0, 60), allowance(1.5, 60), allowance(1, 0), { requests: 1 }])
      expect(problemOf({ 'search.user': value })).toBeDefined();
  });

  it('leave administrators enough to correct them', () => {
    expect(problemOf({ 'general.user': allowance(10, 60) })).toBeUndefined();
    expect(problemOf({ 'general.user': allowance(9, 60) })).toContain('must leave 10 a minute');
    expect(problemOf({ 'everyone.address': allowance(900_000, 90_000) })).toContain('3600 seconds at most');
    expect(problemOf({ 'sign_in.address': allowance(1, 3600) })).toContain('must leave 1 a minute');
  });
});
