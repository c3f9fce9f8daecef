import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePortFree, ensureWritableDirectory, refuseSharedPorts } from './startup-checks.js';

describe('ensureWritableDirectory', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sokoul-checks-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('creates the directory and leaves nothing in it', async () => {
    await ensureWritableDirectory(path.join(directory, 'a/b'));
    expect(await readdir(path.join(directory, 'a/b'))).toEqual([]);
  });

  it.each(['file', 'file/below'])('refuses %s', async (name) => {
    await writeFile(path.join(directory, 'file'), '');
    await expect(ensureWritableDirectory(path.join(directory, name))).rejects.toMatchObject({
      code: 'DATA_DIR_UNWRITABLE',
      message: expect.stringContaining('SOKOUL_DATA_DIR'),
    });
  });
});

describe('refuseSharedPorts', () => {
  const use = (variable: string, port: number) => ({
    variable,
    host: '127.0.0.1',
    hostVariable: 'HOST',
    port,
  });

  it('names both variables of a port that is given twice', () => {
    expect(() => refuseSharedPorts([use('PORT', 3000), use('ONE', 3001), use('OTHER', 3000)])).toThrow(
      'PORT and OTHER are both 3000',
    );
  });

  it('accepts ports that differ, and any number of free ones', () => {
    refuseSharedPorts([use('PORT', 3000), use('ONE', 0), use('OTHER', 0)]);
  });
});

describe('ensurePortFree', () => {
  const use = { variable: 'PORT', host: '127.0.0.1', hostVariable: 'HOST' };
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterEach(() => server.close());

  it('refuses a port that another program has, naming the variable to change', async () => {
    await expect(ensurePortFree({ ...use, port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringMatching(new RegExp(`port ${port} .*set PORT`)),
    });
  });

  it('waits for the last holder of the port to let go', async () => {
    const check = ensurePortFree({ ...use, port }, 10_000);
    server.close();
    await expect(check).resolves.toBeUndefined();
  });

  it('refuses an address that this machine does not have', async () => {
    const elsewhere = { ...use, host: '192.0.2.1', hostVariable: 'SOKOUL_WORKER_HOST', port: 3000 };
    await expect(ensurePortFree(elsewhere)).rejects.toMatchObject({
      code: 'HOST_UNUSABLE',
      message: expect.stringContaining('set SOKOUL_WORKER_HOST'),
    });
  });
});
