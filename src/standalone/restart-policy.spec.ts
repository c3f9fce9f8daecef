import { RestartPolicy } from './restart-policy.js';

const HEALTHY_MS = 60_000;
const RAPID_MS = 500;

describe('RestartPolicy', () => {
  it('starts a process again well within a second after its first death', () => {
    expect(new RestartPolicy().nextDelayMs(HEALTHY_MS)).toBeLessThan(500);
  });

  it('waits longer after each rapid exit and gives up in the end', () => {
    const policy = new RestartPolicy();
    const delays = Array.from({ length: 6 }, () => policy.nextDelayMs(RAPID_MS));
    expect(delays).toEqual([200, 400, 800, 1600, 3200, undefined]);
  });

  it('forgets rapid exits once a run was healthy', () => {
    const policy = new RestartPolicy();
    for (let exit = 0; exit < 5; exit++) policy.nextDelayMs(RAPID_MS);
    expect(policy.nextDelayMs(HEALTHY_MS)).toBe(200);
    expect(policy.nextDelayMs(RAPID_MS)).toBe(400);
  });
});
