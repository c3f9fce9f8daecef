import { Registry } from 'prom-client';
import { CircuitBreakers } from '../../src/common/resilience/circuit-breakers.js';
import type { Circuit } from '../../src/common/resilience/circuit.js';
import { startTorznabServer } from '../fakes/torznab-server.js';
import type { FakeTorznabServer } from '../fakes/torznab-server.js';
import { startProviderLab } from '../support/provider-lab.js';
import type { ProviderLab } from '../support/provider-lab.js';
import { waitFor } from '../support/wait-for.js';

const ENV = { SOKOUL_CIRCUIT_FAILURES: '3' };

describe('calls to a provider', () => {
  let indexer: FakeTorznabServer;
  let one: ProviderLab;
  let two: ProviderLab;

  beforeAll(async () => {
    indexer = await startTorznabServer();
    one = await startProviderLab(indexer, ENV);
    two = await startProviderLab(indexer, ENV, one.context.database.url);
  });
  afterAll(async () => {
    await two?.stop();
    await one?.stop();
    await indexer?.close();
  });
  beforeEach(async () => {
    Object.assign(indexer, { mode: 'ok', delayMs: 0 });
    for (const lab of [one, two]) await lab.context.app.get(CircuitBreakers).reset('indexer');
    // The capabilities are asked for once an hour; the tests count what comes after.
    await one.ask();
    await two.ask();
  });

  const circuit = (): Promise<Circuit> => one.context.app.get(CircuitBreakers).find('indexer');
  const sql = (statement: string) => one.uow.manager.query<Array<Record<string, unknown>>>(statement);
  const searches = () => indexer.requests.filter((url) => url.searchParams.get('t') !== 'caps').length;
  const failThrice = async () => {
    indexer.mode = 'garbage';
    for (let count = 0; count < 3; count += 1) expect(await one.outcome()).toBe('PROVIDER_RESPONSE_INVALID');
  };
  /** Ends the pause without waiting for it. */
  const endPause = () => sql(`UPDATE circuit_breaker SET retry_at = now(), probe_until = now()`);
  const metric = async (line: RegExp, lab = one): Promise<number> => {
    const text = await lab.context.app.get(Registry).metrics();
    return Number(line.exec(text)?.[1] ?? 0);
  };
  const requests = (outcome: string) =>
    metric(
      new RegExp(
        `^sokoul_search_provider_requests_total{provider="indexer",outcome="${outcome}"} (\\d+)$`,
        'm',
      ),
    );

  it('stop in every process after so many failures, and say why', async () => {
    await failThrice();
    const [before, counted] = [searches(), await requests('paused')];
    const error = await one.ask().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'PROVIDER_PAUSED',
      message: expect.stringMatching(/^Paused until .*\d\d:\d\d UTC after 3 failures: /),
    });
    await waitFor('the other process to know', async () => (await two.outcome()) === 'PROVIDER_PAUSED');
    expect(await one.outcome()).toBe('PROVIDER_PAUSED');
    expect(await circuit()).toMatchObject({ state: 'open', failures: 3, openings: 1 });
    expect(await requests('paused')).toBe(counted + 2);
    expect(await metric(/^sokoul_circuit_breaker_state{name="indexer"} (\d)$/m, two)).toBe(2);
    expect(searches() - before).toBeLessThan(3);
  });

  it('go on with one caller among all processes, and for all when that one succeeds', async () => {
    await failThrice();
    await waitFor('the news', async () => (await two.outcome()) === 'PROVIDER_PAUSED');
    Object.assign(indexer, { mode: 'ok', delayMs: 300 });
    await endPause();
    const before = searches();
    const outcomes = await waitFor('the pause to be over for both', async () => {
      const both = await Promise.all([one.outcome(), one.outcome(), two.outcome(), two.outcome()]);
      return both.includes('ok') && both;
    });
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1);
    expect(searches() - before).toBe(1);
    await waitFor('the circuit to be closed for both', async () => {
      const both = await Promise.all([one.outcome(), two.outcome()]);
      return both.every((outcome) => outcome === 'ok');
    });
    expect(await circuit()).toMatchObject({ state: 'closed', failures: 0, openings: 0 });
  });

  it('pause longer when the one caller fails', async () => {
    await failThrice();
    await endPause();
    await waitFor('the failing probe', async () => (await two.outcome()) === 'PROVIDER_RESPONSE_INVALID');
    const { state, openings, retryAt, changedAt } = await circuit();
    expect([state, openings]).toEqual(['open', 2]);
    expect((retryAt?.getTime() ?? 0) - changedAt.getTime()).toBeGreaterThanOrEqual(48_000);
  });

  it('do not wait for a caller that died', async () => {
    await failThrice();
    indexer.mode = 'ok';
    await sql(
      `UPDATE circuit_breaker SET state = 'half_open', probe_id = gen_random_uuid(), probe_until = now() + interval '1 hour'`,
    );
    await waitFor('the news', async () => (await two.outcome()) === 'PROVIDER_PAUSED');
    await sql(`UPDATE circuit_breaker SET probe_until = now()`);
    await waitFor('the next caller to get through', async () => (await two.outcome()) === 'ok');
    expect((await circuit()).state).toBe('closed');
  });

  it('are tried again after what may pass, and counted as one', async () => {
    const [before, retries] = [searches(), await metric(/retries_total{provider="indexer"} (\d+)$/m)];
    indexer.mode = 'http-500';
    expect(await one.outcome()).toBe('PROVIDER_FAILED');
    expect(searches() - before).toBe(3);
    expect(await circuit()).toMatchObject({ state: 'closed', failures: 1 });
    expect(await metric(/retries_total{provider="indexer"} (\d+)$/m)).toBe(retries + 2);
    const asked = searches();
    const answer = one.ask();
    await waitFor('the first attempt', () => searches() > asked);
    indexer.mode = 'ok';
    expect(await answer).toBeGreaterThan(0);
    await waitFor('the failure to be forgotten', async () => {
      await one.ask();
      return (await circuit()).failures === 0;
    });
  });

  it('wait as long as the provider asks for', async () => {
    indexer.mode = 'rate-limited';
    expect(await one.outcome()).toBe('PROVIDER_RATE_LIMITED');
    const { state, retryAt } = await circuit();
    expect(state).toBe('open');
    expect((retryAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
    expect(await one.outcome()).toBe('PROVIDER_PAUSED');
  });

  it('do not blame the provider when the caller leaves', async () => {
    const cancelled = await requests('cancelled');
    indexer.mode = 'hang';
    const caller = new AbortController();
    const before = searches();
    const asking = one.ask(caller.signal);
    await waitFor('the request', () => searches() > before);
    const reason = new Error('The search is over');
    caller.abort(reason);
    await expect(asking).rejects.toBe(reason);
    expect(await circuit()).toMatchObject({ state: 'closed', failures: 0 });
    expect(await requests('cancelled')).toBe(cancelled + 1);
  });

  it('write nothing for a healthy provider', async () => {
    const version = () => sql(`SELECT xmin::text, last_success_at FROM circuit_breaker`);
    const before = await version();
    expect(before[0]?.['last_success_at']).toBeInstanceOf(Object);
    await Promise.all([one.ask(), two.ask(), one.ask()]);
    expect(await version()).toEqual(before);
  });

  it('go on without the table', async () => {
    await sql('ALTER TABLE circuit_breaker RENAME TO away');
    try {
      const fresh = await startProviderLab(indexer, ENV, one.context.database.url);
      expect(await fresh.outcome()).toBe('ok');
      indexer.mode = 'garbage';
      expect(await fresh.outcome()).toBe('PROVIDER_RESPONSE_INVALID');
      expect(await metric(/^(# HELP sokoul_circuit_breaker_state)/m, fresh)).toBeNaN();
      await fresh.stop();
    } finally {
      await sql('ALTER TABLE away RENAME TO circuit_breaker');
    }
  });
});

describe('calls to a provider with limits', () => {
  let indexer: FakeTorznabServer;
  let lab: ProviderLab;

  beforeAll(async () => {
    indexer = await startTorznabServer();
    lab = await startProviderLab(indexer, {
      SOKOUL_PROVIDER_TIMEOUT_SECONDS: 'indexer=1',
      SOKOUL_PROVIDER_RATE_LIMITS: 'indexer=2/600',
    });
  });
  afterAll(async () => {
    await lab?.stop();
    await indexer?.close();
  });

  it('end after its time, and blame the provider for that', async () => {
    await lab.ask();
    indexer.mode = 'hang';
    expect(await lab.outcome()).toBe('PROVIDER_TIMEOUT');
    expect(await lab.context.app.get(CircuitBreakers).find('indexer')).toMatchObject({
      failures: 1,
      lastErrorCode: 'PROVIDER_TIMEOUT',
    });
  });

  it('count as failed when the limit leaves no turn for another attempt', async () => {
    const strict = await startProviderLab(indexer, { SOKOUL_PROVIDER_RATE_LIMITS: 'indexer=1/599' });
    indexer.mode = 'http-500';
    expect(await strict.outcome()).toBe('PROVIDER_FAILED');
    expect((await strict.context.app.get(CircuitBreakers).find('indexer')).failures).toBe(1);
    await strict.stop();
  });

  it('are refused at once when the limit leaves no turn within a minute', async () => {
    const before = indexer.requests.length;
    expect(await lab.outcome()).toBe('PROVIDER_BUSY');
    expect(indexer.requests).toHaveLength(before);
    expect((await lab.context.app.get(CircuitBreakers).find('indexer')).failures).toBe(1);
  });
});
