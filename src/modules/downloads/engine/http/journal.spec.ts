import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from './journal.js';
import type { JournalHeader } from './journal.js';
import { SegmentPlan } from './segment-plan.js';

const HEADER: JournalHeader = {
  version: 1,
  url: 'https://h.example/f',
  name: 'f',
  total: 100,
  validator: { kind: 'etag', value: '"1"' },
  isRanged: true,
  bootId: 'this boot',
  inode: '1:2',
  sha256: null,
};

describe('Journal', () => {
  let directory: string;
  const path = () => join(directory, 'http.journal');

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'journal-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function written(): Promise<void> {
    const plan = new SegmentPlan(100);
    const journal = await Journal.create(directory, HEADER, plan.segments);
    const [segment] = plan.segments;
    if (!segment) throw new Error('A plan without segments');
    segment.position = 30;
    await journal.save(segment);
    await journal.sync(plan.segments, async () => undefined);
    segment.position = 50;
    await journal.save(segment);
    await journal.close();
  }

  it('trusts what was written while the machine stays up', async () => {
    await written();
    expect(await Journal.read(directory, 'this boot')).toEqual({
      header: HEADER,
      records: [{ start: 0, end: 100, position: 50 }],
    });
  });

  it('trusts only what was synced after another boot', async () => {
    await written();
    const state = await Journal.read(directory, 'another boot');
    expect(state?.records).toEqual([{ start: 0, end: 100, position: 30 }]);
  });

  it('says nothing about a segment whose record is torn', async () => {
    await written();
    const bytes = await readFile(path());
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20);
    await writeFile(path(), bytes);
    expect((await Journal.read(directory, 'this boot'))?.records).toEqual([]);
  });

  it.each([0, 10, 20_000])('knows nothing from a file that was cut to %d bytes', async (length) => {
    await written();
    await writeFile(path(), (await readFile(path())).subarray(0, length));
    expect(await Journal.read(directory, 'this boot')).toBeNull();
  });

  it('knows nothing without a file', async () => {
    expect(await Journal.read(directory, 'this boot')).toBeNull();
  });
});
