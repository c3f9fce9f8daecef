import { StreamUnavailableError } from '../streaming.errors.js';
import type { ByteBody, ByteSource } from './byte-source.js';
import { PatientSource } from './patient-source.js';

const RANGE = { start: 0, end: 9 };
const QUICK = { totalMs: 60_000, stepMs: 1 };

class TrialSource implements ByteSource {
  readonly fileName = 'film.mkv';
  readonly lastModified = null;
  isClosed = false;

  constructor(
    private readonly body: ByteBody | Error,
    readonly etag = '"a"',
    readonly sizeBytes = 10,
  ) {}

  open(): Promise<ByteBody> {
    return this.body instanceof Error ? Promise.reject(this.body) : Promise.resolve(this.body);
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

const body: ByteBody = { sendTo: () => Promise.resolve() };
const away = () => new TrialSource(new StreamUnavailableError('1'));

describe('PatientSource', () => {
  it('goes on where the bytes are now', async () => {
    const first = away();
    const found = [null, away(), new TrialSource(body)];
    const source = new PatientSource(first, () => Promise.resolve(found.shift() ?? null), QUICK);
    await expect(source.open(RANGE, new AbortController().signal)).resolves.toBe(body);
    expect(first.isClosed).toBe(true);
  });

  it('never puts other bytes in their place', async () => {
    const others = [new TrialSource(body, '"b"'), new TrialSource(body, '"a"', 11)];
    const found: ByteSource[] = [...others, new TrialSource(body)];
    const source = new PatientSource(away(), () => Promise.resolve(found.shift() ?? null), QUICK);
    await source.open(RANGE, new AbortController().signal);
    expect(found).toHaveLength(0);
    expect(others.every(({ isClosed }) => isClosed)).toBe(true);
  });

  it('gives up in the end', async () => {
    const source = new PatientSource(away(), () => Promise.resolve(null), { totalMs: 5, stepMs: 1 });
    await expect(source.open(RANGE, new AbortController().signal)).rejects.toBeInstanceOf(
      StreamUnavailableError,
    );
  });

  it('gives up at once when the client leaves, and on any other error', async () => {
    const gone = new AbortController();
    const waiting = new PatientSource(away(), () => Promise.resolve(null), {
      totalMs: 60_000,
      stepMs: 60_000,
    });
    const opened = waiting.open(RANGE, gone.signal);
    gone.abort();
    await expect(opened).rejects.toThrow('aborted');
    const broken = new PatientSource(
      new TrialSource(new Error('broken')),
      () => Promise.resolve(null),
      QUICK,
    );
    await expect(broken.open(RANGE, new AbortController().signal)).rejects.toThrow('broken');
  });

  it('closes what it holds at the end', async () => {
    const last = new TrialSource(body);
    const source = new PatientSource(away(), () => Promise.resolve(last), QUICK);
    await source.open(RANGE, new AbortController().signal);
    await source.close();
    expect(last.isClosed).toBe(true);
  });
});
