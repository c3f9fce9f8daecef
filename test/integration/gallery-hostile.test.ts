import { gzipSync } from 'node:zlib';
import { GalleryLab } from '../fakes/gallery-site-lab.js';
import type { GalleryWish } from '../fakes/gallery-site-lab.js';
import { file } from '../fakes/gallery-site.js';
import type { Route } from '../fakes/gallery-site.js';
import { MIB } from '../support/http-lab.js';

const SMALL = Buffer.from('a picture');

describe('a hostile gallery', () => {
  let lab: GalleryLab;
  beforeAll(async () => {
    lab = await GalleryLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  /** Downloads what is at `/`. */
  async function download(
    routes: Record<string, Route> | ((path: string) => Route | undefined),
    wish?: GalleryWish,
  ) {
    const site = await lab.startSite(routes);
    const task = await lab.task(site.url('/'), wish);
    return { site, task, session: await lab.finish(task, [site.origin]) };
  }

  it('may not have a million links', async () => {
    const page = Array.from({ length: 1_000_000 }, (_, i) => `<a href=${i}>`).join('');
    await expect(download({ '/': page.slice(0, 9 * MIB) })).rejects.toMatchObject({
      code: 'GALLERY_TOO_LARGE',
      details: { bound: 'links' },
    });
  });

  it('may not have more files than one download brings', async () => {
    const page = Array.from({ length: 20_000 }, (_, i) => `<img src=${i}.jpg>`).join('');
    await expect(download({ '/': page })).rejects.toMatchObject({
      code: 'GALLERY_TOO_LARGE',
      details: { bound: 'files' },
    });
  });

  it('may not have pages that unpack to more than ten megabytes', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * MIB, ' '));
    const answer: Route = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(bomb);
    await expect(download({ '/': answer })).rejects.toMatchObject({ code: 'GALLERY_PAGE_TOO_LARGE' });
  });

  it('is not followed in circles', async () => {
    const answer: Route = (_request, response) => void response.writeHead(302, { location: '/' }).end();
    await expect(download({ '/': answer })).rejects.toMatchObject({ code: 'DOWNLOAD_REDIRECT_REFUSED' });
  });

  it('is not followed to private addresses', async () => {
    const inside = await lab.startSite({ '/': '<img src="a.jpg">', '/a.jpg': SMALL });
    const answer: Route = (_request, response) =>
      void response.writeHead(302, { location: inside.url('/') }).end();
    await expect(download({ '/': answer })).rejects.toMatchObject({ code: 'URL_REFUSED' });
    const page = `<base href="${inside.origin}"><img src="a.jpg">`;
    await expect(download({ '/': page })).rejects.toMatchObject({ details: { reason: 'URL_REFUSED' } });
    expect([...inside.paths('GET'), ...inside.paths('HEAD')]).toEqual([]);
  });

  it('comes to an end although its pages do not', async () => {
    const { site, session } = await download((path) => {
      if (path.endsWith('.jpg')) return SMALL;
      const page = Number(new URL(path, 'http://site').searchParams.get('page') ?? 1);
      return `<img src="/${Math.min(page, 3)}.jpg"><a rel="next" href="/?page=${page + 1}">more</a>`;
    });
    expect(session.snapshot()).toMatchObject({ filesDone: 3, filesFailed: 0 });
    expect(session.failures()).toEqual([{ url: `${site.origin}/`, code: 'GALLERY_PAGES_LIMIT' }]);
    expect(site.paths('GET').filter((path) => !path.endsWith('.jpg'))).toHaveLength(100);
  });

  it('gives no names that leave the directory, and nothing but files over HTTP', async () => {
    const { task } = await download({
      '/': `<iframe src="/frame"></iframe><img src="/x/..%2f..%2fescape.jpg"><img src="/view">
        <a href="javascript:alert(1)">x</a><img src="data:image/png;base64,AAAA"><img src="file:///etc/passwd">`,
      '/x/..%2f..%2fescape.jpg': SMALL,
      '/view': file(SMALL, '/view', {
        headers: {
          'content-type': 'image/png',
          'content-disposition': 'attachment; filename="../../../con"',
        },
      }),
    });
    expect(Object.keys(await lab.digestsOf(task))).toEqual(['_con.png', 'escape.jpg']);
  });

  it('does not keep a download from its end by one endless file', async () => {
    const endless: Route = (_request, response) => {
      if (response.req.method === 'HEAD') return void response.writeHead(405).end();
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      const timer = setInterval(() => response.write(Buffer.alloc(256 * 1024)), 5);
      response.once('close', () => clearInterval(timer));
    };
    const { session, task } = await download(
      { '/': '<img src="endless.jpg"><img src="a.jpg">', '/endless.jpg': endless, '/a.jpg': SMALL },
      { filter: { maxBytes: 1000 } },
    );
    expect(session.snapshot()).toMatchObject({ filesDone: 1, filesFailed: 0 });
    expect(Object.keys(await lab.digestsOf(task))).toEqual(['a.jpg']);
  });

  it('is not read beyond its time', async () => {
    const silent: Route = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).write('<p>');
    const wish = { transfer: { totalTimeoutSeconds: 1 } };
    await expect(download({ '/': silent }, wish)).rejects.toMatchObject({ code: 'DOWNLOAD_TIMED_OUT' });
  });
});
