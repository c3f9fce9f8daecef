import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { FetchPolicy } from '../../src/common/fetch/fetch-policy.js';
import { FilteringProxy } from '../../src/modules/downloads/engine/filtering-proxy.js';
import { GalleryDl } from '../../src/modules/downloads/engine/gallery/gallery-dl.js';
import { GalleryLab } from '../fakes/gallery-site-lab.js';
import { until } from '../support/http-lab.js';

const REAL = '/usr/bin/gallery-dl';
const NEVER = new AbortController().signal;

const isInstalled = await promisify(execFile)(REAL, ['--version']).then(
  () => true,
  () => false,
);
if (!isInstalled) process.stdout.write('Skipped: the program gallery-dl is not installed\n');
const withProgram = isInstalled ? it : it.skip;

describe('gallery-dl', () => {
  let lab: GalleryLab;
  beforeAll(async () => {
    lab = await GalleryLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  /** A program that does what the script says. */
  async function program(script: string): Promise<string> {
    const path = join(await lab.http.newDirectory(), 'gallery-dl');
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  }

  withProgram('tells its version, and which sites it does not know', async () => {
    const real = new GalleryDl(REAL, new FetchPolicy());
    expect(await real.version()).toMatch(/^\d+\.\d+/);
    expect(await real.list('https://unknown.example/album', NEVER)).toBeNull();
    // Files themselves need no program.
    expect(await real.list('https://unknown.example/album/a.jpg', NEVER)).toBeNull();
  });

  withProgram('reaches the network through the filtering proxy alone', async () => {
    const asked: string[] = [];
    const resolveHost = async (hostname: string) => {
      asked.push(hostname);
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const real = new GalleryDl(REAL, new FetchPolicy({ resolveHost }));
    await expect(real.list('https://imgur.com/a/abcdefg', NEVER)).rejects.toMatchObject({
      code: 'GALLERY_PROGRAM_FAILED',
    });
    expect(asked).toContain('api.imgur.com');
  });

  it('is absent without harm', async () => {
    const site = await lab.startSite({ '/': '<img src="a.jpg">', '/a.jpg': Buffer.from('a') });
    const missing = new GalleryDl('/nowhere/gallery-dl', new FetchPolicy());
    expect(await missing.version()).toBeNull();
    const task = await lab.task(site.url('/'));
    await lab.finish(task, [site.origin], missing);
    expect(Object.keys(await lab.digestsOf(task))).toEqual(['a.jpg']);
    expect(lab.http.warnings).toMatchObject([{ code: 'GALLERY_PROGRAM_FAILED' }]);
  });

  it('lists what is then fetched under its names, galleries inside galleries too', async () => {
    const site = await lab.startSite({ '/x/1': Buffer.from('one'), '/x/2': Buffer.from('two') });
    const file = (path: string, filename: string) =>
      JSON.stringify([3, site.url(path), { category: 'test', filename, extension: 'jpg' }]);
    const script = `for url; do :; done; case "$url" in
      */inner) echo '[${file('/x/2', 'second')}]';;
      *) echo '[[2,{}],${file('/x/1', '../first')},[6,"${site.url('/inner')}",{}]]';; esac`;
    const task = await lab.task(site.url('/album'));
    const lister = new GalleryDl(await program(script), new FetchPolicy());
    await lab.finish(task, [site.origin], lister);
    expect(Object.keys(await lab.digestsOf(task))).toEqual(['first.jpg', 'second.jpg']);
    expect(site.paths('GET').sort()).toEqual(['/x/1', '/x/2']);
  });

  it('gets the address as an address, none of our secrets, and ends with what it started', async () => {
    const out = await lab.http.newDirectory();
    const script = `env > ${out}/env; printf '%s\\n' "$@" > ${out}/args; sleep 600 & echo $! > ${out}/pid; wait`;
    process.env['SOKOUL_TEST_SECRET'] = 'canary';
    const stop = new AbortController();
    const lister = new GalleryDl(await program(script), new FetchPolicy());
    const listing = lister.list('https://site.example/--exec=id', stop.signal);
    const read = async (name: string) =>
      (await promisify(execFile)('cat', [join(out, name)]).catch(() => ({ stdout: '' }))).stdout;
    let pid = '';
    while ((pid = (await read('pid')).trim()) === '');
    stop.abort(new Error('enough'));
    await expect(listing).rejects.toThrow('enough');
    delete process.env['SOKOUL_TEST_SECRET'];
    expect(await read('env')).not.toMatch(/canary|SOKOUL/);
    const args = (await read('args')).trim().split('\n');
    expect(args.slice(-2)).toEqual(['--', 'https://site.example/--exec=id']);
    expect(args.join(' ')).not.toContain('sokoul:');
    await until(() => !isAlive(Number(pid)));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the filtering proxy', () => {
  let lab: GalleryLab;
  beforeAll(async () => {
    lab = await GalleryLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  async function start(origins: string[], maxBytes = 1000): Promise<URL> {
    const proxy = await FilteringProxy.start({
      policy: new FetchPolicy({ allowedOrigins: origins }),
      maxBytes,
    });
    lab.http.onReset(() => proxy.close());
    return new URL(proxy.url);
  }

  const authorization = ({ username, password }: URL) =>
    `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  async function get(proxy: URL, url: string, password = authorization(proxy)) {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
    const headers = { 'proxy-authorization': password, host: new URL(url).host };
    request({ host: proxy.hostname, port: proxy.port, path: url, headers })
      .once('response', (answer) =>
        text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }), reject),
      )
      .once('error', reject)
      .end();
    return promise;
  }

  async function connectStatus(proxy: URL, target: string): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const headers = { 'proxy-authorization': authorization(proxy) };
    request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: target, headers })
      .once('connect', (answer, socket) => {
        socket.destroy();
        resolve(answer.statusCode ?? 0);
      })
      .once('error', reject)
      .end();
    return promise;
  }

  it('lets pass what may be reached, for who knows its password, and no more than it may', async () => {
    const site = await lab.startSite({ '/a': 'text', '/b': 'x'.repeat(5000) });
    const proxy = await start([site.origin]);
    expect(await get(proxy, site.url('/a'))).toEqual({ status: 200, body: 'text' });
    expect(await get(proxy, site.url('/a'), 'Basic eDp5')).toMatchObject({ status: 407 });
    await expect(get(proxy, site.url('/b'))).rejects.toThrow();
  });

  it('refuses private addresses, other schemes and ports of other services', async () => {
    const site = await lab.startSite({ '/a': 'text' });
    const proxy = await start([]);
    for (const url of [site.url('/a'), 'http://localhost/', 'http://169.254.169.254/', 'ftp://h.example/'])
      expect(await get(proxy, url)).toMatchObject({ status: 403 });
    const port = new URL(site.origin).port;
    for (const target of [
      `127.0.0.1:${port}`,
      `[::ffff:127.0.0.1]:${port}`,
      'example.com:25',
      'u:p@h.example:443',
    ])
      expect(await connectStatus(proxy, target)).toBe(403);
    expect(site.paths('GET')).toEqual([]);
  });
});
