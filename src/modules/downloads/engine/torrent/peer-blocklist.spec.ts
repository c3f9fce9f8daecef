import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BlocklistFile } from './peer-blocklist.js';

describe('a blocklist', () => {
  let directory: string;
  const warnings: Error[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sokoul-blocklist-'));
    warnings.length = 0;
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function listOf(content: string | Buffer): Promise<{ list: BlocklistFile; path: string }> {
    const path = join(directory, 'list');
    await writeFile(path, content);
    const list = await BlocklistFile.open(path, (error) => warnings.push(error));
    list.close();
    return { list, path };
  }

  it.each<[string, string, string[], string[]]>([
    ['P2P', 'Some: Company, Inc:1.2.3.4-1.2.3.9', ['1.2.3.4', '1.2.3.7', '1.2.3.9'], ['1.2.3.3', '1.2.3.10']],
    ['DAT', '001.009.096.105 - 001.009.096.110 , 000 , Name', ['1.9.96.105', '1.9.96.110'], ['1.9.96.111']],
    [
      'DAT that lets in',
      '1.0.0.0 - 1.0.0.9 , 200 , Ok\n2.0.0.0 - 2.0.0.1 , 100 , No',
      ['2.0.0.1'],
      ['1.0.0.1'],
    ],
    ['CIDR', '10.1.2.0/24', ['10.1.2.0', '10.1.2.255', '::ffff:10.1.2.3'], ['10.1.3.0']],
    ['IPv6', '2001:db8::/32\n2001:db9::7', ['2001:db8:1::1', '2001:db9::7'], ['2001:db9::8', '1.1.1.1']],
    [
      'single addresses',
      '# comment\n\n1.1.1.1\r\n8.8.8.8\n',
      ['1.1.1.1', '8.8.8.8'],
      ['1.1.1.2', 'nonsense'],
    ],
    [
      'overlapping',
      '5.0.0.0-5.0.0.9\nx:5.0.0.5-5.0.0.20\n5.0.0.0/30',
      ['5.0.0.0', '5.0.0.20'],
      ['5.0.0.21', '4.255.255.255'],
    ],
    [
      'nonsense beside sense',
      '9.9.9.9-1.1.1.1\n999.1.1.1\nwhat\n1.2.3.4/40\n7.7.7.7',
      ['7.7.7.7'],
      ['5.5.5.5', '9.9.9.9'],
    ],
  ])('reads %s', async (_, content, blocked, free) => {
    const { list } = await listOf(content);
    expect(blocked.filter((address) => !list.contains(address))).toEqual([]);
    expect(free.filter((address) => list.contains(address))).toEqual([]);
  });

  it('may be gzipped', async () => {
    const { list } = await listOf(gzipSync('a:1.2.3.4-1.2.3.9\n'));
    expect(list.contains('1.2.3.5')).toBe(true);
  });

  it('is refused when nothing is in it, when it is cut short, and when it is not there', async () => {
    await expect(listOf('nothing\n')).rejects.toThrow(/no range/);
    const packed = gzipSync('a:1.2.3.4-1.2.3.9\n'.repeat(1000));
    await expect(listOf(packed.subarray(0, packed.length / 2))).rejects.toThrow();
    await expect(BlocklistFile.open(join(directory, 'missing'), () => undefined)).rejects.toThrow(/ENOENT/);
  });

  it('is read again when it changes, and stays as it was when the new one is no good', async () => {
    const { list, path } = await listOf('1.1.1.1\n');
    let changes = 0;
    list.onChange(() => (changes += 1));
    await list.reload();
    expect(changes).toBe(0);
    await writeFile(path, '2.2.2.0/24\n');
    await list.reload();
    expect([list.contains('1.1.1.1'), list.contains('2.2.2.2'), changes]).toEqual([false, true, 1]);
    await writeFile(path, '');
    await list.reload();
    expect([list.contains('2.2.2.2'), changes, warnings.length]).toEqual([true, 1, 1]);
  });
});
