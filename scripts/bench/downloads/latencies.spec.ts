import { latenciesOf } from './latencies.js';

describe('latenciesOf', () => {
  it('takes the nearest rank, in whatever order the values came', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(latenciesOf(values)).toEqual({ p50: 100, p95: 190, p99: 198, requests: 200 });
  });
});
