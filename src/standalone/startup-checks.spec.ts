import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensurePortFree, ensureWritableDirectory } from './startup-checks.js';

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

describe('ensurePortFree', () => {
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
    await expect(ensurePortFree({ variable: 'PORT', host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringMatching(new RegExp(`port ${port} .*set PORT`)),
    });
  });

  it('waits for the last holder of the port to let go', async () => {
    const check = ensurePortFree({ variable: 'PORT', host: '127.0.0.1', port }, 10_000);
    server.close();
    await expect(check).resolves.toBeUndefined();
  });

  it('refuses an address that this machine does not have', async () => {
    const use = { variable: 'PORT', host: '192.0.2.1', port: 3000 };
    await expect(ensurePortFree(use)).rejects.toMatchObject({ code: 'HOST_UNUSABLE' });
  });
});
