import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { CircuitBreakers } from '../../src/common/resilience/circuit-breakers.js';
import type { Problem } from '../../src/common/resilience/circuit.js';
import {
  ServiceRegistry,
  ServicesModule,
  ServicesService,
  ServicesWorkerModule,
} from '../../src/modules/services/index.js';
import type { OutsideService, ServiceView } from '../../src/modules/services/index.js';
import { ServiceHealthRepository } from '../../src/modules/services/service-health.repository.js';
import { ServiceMonitor } from '../../src/modules/services/service-monitor.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

const NAME = 'somewhere';
const AWAY: Problem = { kind: 'failure', code: 'SERVICE_AWAY', message: 'It is away' };
const SLOW_DOWN: Problem = {
  kind: 'slow_down',
  code: 'SERVICE_BUSY',
  message: 'Later',
  retryAfterMs: 60_000,
};

/** A service that does as it is told. */
class FakeService implements OutsideService {
  readonly name = NAME;
  readonly kind = 'search_provider';
  readonly state = { isConfigured: true, problem: null as Problem | null, checks: 0 };

  isConfigured(): boolean {
    return this.state.isConfigured;
  }
  async checkHealth(): Promise<Problem | null> {
    this.state.checks += 1;
    return this.state.problem;
  }
}

/** One worker, whose own timer is off: every check that is asked for is due. */
async function startWorker(service: FakeService, databaseUrl?: string): Promise<TestContext> {
  const context = await startTestContext(
    { imports: [ServicesModule, ServicesWorkerModule] },
    {
      SOKOUL_CIRCUIT_FAILURES: '2',
      SOKOUL_SERVICE_CHECK_SECONDS: '0',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
  );
  context.app.get(ServiceRegistry).register(service);
  return context;
}

describe('the services view', () => {
  const service = new FakeService();
  let one: TestContext;
  let two: TestContext;

  beforeAll(async () => {
    one = await startWorker(service);
    two = await startWorker(service, one.database.url);
  });
  afterAll(async () => {
    await two?.stop();
    await one?.stop();
  });
  beforeEach(async () => {
    Object.assign(service.state, { isConfigured: true, problem: null });
    await sql('TRUNCATE circuit_breaker, service_health, outbox');
    for (const context of [one, two]) await context.app.get(CircuitBreakers).reset(NAME);
  });

  const sql = (statement: string) =>
    one.app.get(UnitOfWork).manager.query<Array<Record<string, unknown>>>(statement);
  const check = (context = one) => context.app.get(ServiceMonitor).checkDue();
  const view = async (): Promise<ServiceView> => {
    const [[only], total] = await one.app.get(ServicesService).list(0, 20);
    expect(total).toBe(1);
    if (!only) throw new Error('No service is listed');
    return only;
  };
  const events = () =>
    sql(`SELECT payload FROM outbox WHERE name = 'service.status_changed' ORDER BY payload->>'changed_at'`);

  it('knows nothing before the first check, and nothing of what is not configured', async () => {
    expect(await view()).toMatchObject({ status: 'unknown', health: null });
    service.state.isConfigured = false;
    expect((await view()).status).toBe('unconfigured');
    const { checks } = service.state;
    await check();
    expect(service.state.checks).toBe(checks);
  });

  it('shows what a check found, and tells of changes once', async () => {
    await check();
    expect(await view()).toMatchObject({
      status: 'online',
      health: { responseTimeMs: expect.any(Number), errorCode: null, checkedAt: expect.any(Object) },
      circuit: { state: 'closed', lastSuccessAt: expect.any(Object) },
    });
    await check();
    service.state.problem = AWAY;
    await check();
    await check();
    expect(await view()).toMatchObject({
      status: 'offline',
      health: { responseTimeMs: null, errorCode: 'SERVICE_AWAY', errorMessage: 'It is away' },
    });
    expect((await events()).map(({ payload }) => payload)).toMatchObject([
      { service: NAME, status: 'online', previous_status: null },
      { service: NAME, status: 'offline', previous_status: 'online', error_code: 'SERVICE_AWAY' },
    ]);
  });

  it('has a service checked by one worker at a time', async () => {
    await check();
    await sql(`UPDATE service_health SET next_check_at = now() + interval '1 hour'`);
    const { checks } = service.state;
    await Promise.all([check(one), check(two)]);
    expect(service.state.checks).toBe(checks);
    await sql(`UPDATE service_health SET next_check_at = now() - interval '1 second'`);
    const [now, next] = [new Date(), new Date(Date.now() + 3_600_000)];
    const claims = [one, two, one, two].map((context) =>
      context.app.get(ServiceHealthRepository).claim(NAME, next, now),
    );
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
  });

  it('pauses a service whose checks fail, and lets it be used again when one succeeds', async () => {
    service.state.problem = AWAY;
    await check();
    await check();
    expect(await view()).toMatchObject({ status: 'offline', circuit: { state: 'open', failures: 2 } });
    service.state.problem = null;
    await check();
    expect(await view()).toMatchObject({ status: 'degraded', circuit: { state: 'open' } });
    await sql('UPDATE circuit_breaker SET retry_at = now()');
    await check(two);
    await check(two);
    expect(await view()).toMatchObject({ status: 'online', circuit: { state: 'closed' } });
  });

  it('leaves a service alone that asked for it', async () => {
    service.state.problem = SLOW_DOWN;
    await check();
    expect(await view()).toMatchObject({ status: 'degraded', circuit: { state: 'open' } });
    const { checks } = service.state;
    await check();
    expect(service.state.checks).toBe(checks);
  });

  it('uses a service again at once when it is reset, and audits that', async () => {
    service.state.problem = AWAY;
    await check();
    await check();
    const { circuit } = await one.app.get(ServicesService).reset(NAME);
    expect(circuit).toMatchObject({ state: 'closed', failures: 0, lastErrorCode: 'SERVICE_AWAY' });
    const [entry] = await sql(
      `SELECT resource_id, old_value, new_value FROM audit_log WHERE action = 'service_reset' ORDER BY timestamp DESC LIMIT 1`,
    );
    expect(entry).toMatchObject({
      resource_id: NAME,
      old_value: { state: 'open', failures: 2, last_error_code: 'SERVICE_AWAY' },
      new_value: { state: 'closed', failures: 0 },
    });
    await expect(one.app.get(ServicesService).reset('nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
