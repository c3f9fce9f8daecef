import fc from 'fast-check';
import { admissionOf, isAskedToWait, newCircuit } from './circuit.js';
import type { Circuit, CircuitPolicy, Problem } from './circuit.js';
import { transition } from './circuit-transitions.js';
import type { CircuitEvent } from './circuit-transitions.js';

const POLICY: CircuitPolicy = { failureThreshold: 3, firstPauseMs: 30_000, maxPauseMs: 600_000 };
const START = Date.parse('2026-11-22T10:00:00Z');
const FAILURE: Problem = { kind: 'failure', code: 'PROVIDER_FAILED', message: 'It failed' };
const REFUSAL: Problem = { kind: 'refusal', code: 'PROVIDER_KEY_REFUSED', message: 'A wrong key' };
const slowDown = (retryAfterMs?: number): Problem => ({
  kind: 'slow_down',
  code: 'PROVIDER_RATE_LIMITED',
  message: 'Too fast',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

/** A circuit with a clock. */
class Scene {
  now = START;
  circuit: Circuit = newCircuit(new Date(START));

  tell(event: CircuitEvent, random = 0): this {
    const moment = { now: new Date(this.now), policy: POLICY, random };
    this.circuit = transition(this.circuit, event, moment);
    return this;
  }
  fail(problem = FAILURE, probeId: string | null = null): this {
    return this.tell({ type: 'failed', probeId, problem });
  }
  succeed(probeId: string | null = null): this {
    return this.tell({ type: 'succeeded', probeId });
  }
  probe(probeId: string, forMs = 10_000): this {
    return this.tell({ type: 'probe_begun', probeId, until: new Date(this.now + forMs) });
  }
  wait(ms: number): this {
    this.now += ms;
    return this;
  }
  get admission() {
    return admissionOf(this.circuit, new Date(this.now));
  }
  /** From now, in ms. */
  get pause(): number {
    return (this.circuit.retryAt?.getTime() ?? NaN) - this.now;
  }
}

const opened = () => new Scene().fail().fail().fail();

describe('a circuit', () => {
  it('opens after so many failures in a row', () => {
    const scene = new Scene().fail().fail();
    expect(scene.admission).toBe('pass');
    expect(scene.succeed().fail().fail().admission).toBe('pass');
    expect(scene.fail().admission).toBe('refuse');
    expect(scene.circuit).toMatchObject({ state: 'open', failures: 3, lastErrorCode: 'PROVIDER_FAILED' });
    expect(scene.pause).toBe(30_000);
  });

  it('lets one caller through after the pause, and closes when that one succeeds', () => {
    const scene = opened().wait(29_999);
    expect(scene.admission).toBe('refuse');
    expect(scene.wait(1).admission).toBe('probe');
    expect(scene.probe('a').admission).toBe('refuse');
    scene.probe('b');
    expect(scene.circuit.probeId).toBe('a');
    expect(scene.succeed('a').circuit).toMatchObject({
      state: 'closed',
      failures: 0,
      openings: 0,
      retryAt: null,
    });
  });

  it('pauses twice as long with each probe that fails, up to a limit', () => {
    const scene = opened();
    const pauses = Array.from({ length: 7 }, (_, index) => {
      scene.wait(scene.pause).probe(`p${index}`).fail(FAILURE, `p${index}`);
      return scene.pause / 1000;
    });
    expect(pauses).toEqual([60, 120, 240, 480, 600, 600, 600]);
    expect(scene.circuit.openedAt).toEqual(new Date(START));
  });

  it('lets another try when whoever tried has died', () => {
    const scene = opened().wait(30_000).probe('dead', 5000).wait(4999);
    expect(scene.admission).toBe('refuse');
    expect(scene.wait(1).admission).toBe('probe');
    expect(scene.probe('alive').circuit.probeId).toBe('alive');
    expect(scene.succeed('dead').circuit.state).toBe('half_open');
    expect(scene.succeed('alive').circuit.state).toBe('closed');
  });

  it('lets another try at once when a caller gives up', () => {
    const scene = opened().wait(30_000).probe('a').tell({ type: 'abandoned', probeId: 'a' });
    expect(scene.admission).toBe('probe');
    expect(scene.circuit.openings).toBe(1);
  });

  it('opens at once for a wrong key, for as long as it may', () => {
    const scene = new Scene().fail(REFUSAL);
    expect([scene.admission, scene.pause]).toEqual(['refuse', 600_000]);
  });

  it('waits as long as the service asks for', () => {
    const scene = new Scene().tell({ type: 'failed', probeId: null, problem: slowDown(3_600_000) }, 0.99);
    expect(scene.pause).toBe(3_600_000);
    expect(isAskedToWait(scene.circuit, new Date(scene.now))).toBe(true);
    expect(new Scene().fail(slowDown()).pause).toBe(30_000);
    expect(new Scene().fail(slowDown(10 ** 12)).pause).toBe(86_400_000);
  });

  it('learns from a late answer that the service wants more time, and nothing else', () => {
    const scene = opened();
    const before = scene.circuit;
    expect(scene.fail().circuit).toBe(before);
    expect(scene.succeed().circuit).toBe(before);
    expect(scene.fail(slowDown(90_000)).pause).toBe(90_000);
    expect(scene.circuit.openings).toBe(1);
  });

  it('closes on probation after a good health check', () => {
    const scene = opened();
    const before = scene.circuit;
    expect(scene.tell({ type: 'healthy' }).circuit).toBe(before);
    expect(scene.wait(30_000).tell({ type: 'healthy' }).admission).toBe('pass');
    expect(scene.fail().pause).toBe(60_000);
    scene.wait(60_000).tell({ type: 'healthy' }).succeed();
    expect(scene.circuit).toMatchObject({ state: 'closed', failures: 0, openings: 0 });
  });

  it('spares a caller the probe when the health check fails', () => {
    expect(opened().wait(30_000).fail().admission).toBe('refuse');
  });

  it('notes the success of a healthy service once a minute', () => {
    const scene = new Scene().succeed();
    const noted = scene.circuit;
    expect(noted.lastSuccessAt).toEqual(new Date(START));
    expect(scene.wait(59_999).succeed().circuit).toBe(noted);
    expect(scene.wait(1).succeed().circuit.lastSuccessAt).toEqual(new Date(START + 60_000));
  });

  it('forgets everything but the last error when it is reset', () => {
    const scene = opened().wait(30_000).probe('a').tell({ type: 'reset' });
    expect(scene.circuit).toEqual({
      ...newCircuit(new Date(scene.now)),
      lastErrorKind: 'failure',
      lastErrorCode: 'PROVIDER_FAILED',
      lastErrorMessage: 'It failed',
      lastErrorAt: new Date(START),
    });
  });
});

/** What callers do, in any order and with any delays. */
const step = fc.oneof(
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 700_000 }) }),
  fc.record({ do: fc.constant('enter' as const) }),
  fc.record({
    do: fc.constant('settle' as const),
    caller: fc.nat(5),
    how: fc.constantFrom('succeeded' as const, 'failed' as const, 'abandoned' as const),
    problem: fc.constantFrom(FAILURE, REFUSAL, slowDown(), slowDown(100_000)),
  }),
  fc.record({ do: fc.constant('healthy' as const) }),
  fc.record({ do: fc.constant('reset' as const) }),
);

describe('a circuit, whatever happens', () => {
  it('lets at most one probe live, never gets stuck, and pauses within its limits', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (steps, random) => {
          const scene = new Scene();
          const callers: Array<string | null> = [];
          let count = 0;
          for (const one of steps) {
            const before = scene.circuit;
            if (one.do === 'wait') scene.wait(one.ms);
            else if (one.do === 'enter') {
              const { admission } = scene;
              if (admission === 'refuse') continue;
              const probeId = admission === 'probe' ? `p${(count += 1)}` : null;
              if (probeId !== null) scene.probe(probeId);
              callers.push(probeId);
            } else if (one.do === 'settle') {
              const probeId = callers[one.caller] ?? null;
              if (one.how === 'failed') scene.tell({ type: 'failed', probeId, problem: one.problem }, random);
              else if (one.how === 'succeeded') scene.succeed(probeId);
              else if (probeId !== null) scene.tell({ type: 'abandoned', probeId });
            } else scene.tell({ type: one.do });
            checkInvariants(scene, before);
          }
          // Nobody does anything any more: the next caller gets through after the longest pause.
          scene.wait(POLICY.maxPauseMs + 10_000);
          expect(scene.admission).not.toBe('refuse');
        },
      ),
      { numRuns: 500 },
    );
  });
});

function checkInvariants({ circuit, now }: Scene, before: Circuit): void {
  const { state, retryAt, probeId, probeUntil, failures, openings, lastErrorCode } = circuit;
  expect((probeId !== null) === (state === 'half_open')).toBe(true);
  expect((probeUntil !== null) === (state === 'half_open')).toBe(true);
  expect(failures).toBeGreaterThanOrEqual(0);
  if (state === 'closed') {
    expect(failures).toBeLessThan(POLICY.failureThreshold);
    expect(retryAt).toBeNull();
  } else {
    expect(openings).toBeGreaterThanOrEqual(1);
    expect(lastErrorCode).not.toBeNull();
  }
  if (state === 'open' && circuit !== before) {
    const pause = (retryAt?.getTime() ?? NaN) - now;
    expect(pause).toBeLessThanOrEqual(POLICY.maxPauseMs);
    if (before.state !== 'half_open') expect(pause).toBeGreaterThanOrEqual(POLICY.firstPauseMs * 0.8);
  }
}
