import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import type { DownloadMetadata } from '../../src/modules/downloads/engine/download-kind.js';
import { startProcess } from '../fakes/child.js';
import { GalleryLab } from '../fakes/gallery-site-lab.js';
import { file } from '../fakes/gallery-site.js';
import { MIB, sha256, until } from '../support/http-lab.js';

describe('a gallery', () => {
  let lab: GalleryLab;
  beforeAll(async () => {
    lab = await GalleryLab.open();
  });
  afterEach(() => lab.reset());
  afterAll(() => lab.close());

  const bytes = (size: number): Buffer => lab.http.content(size);

  it('becomes the files of its pages, each once, under names of their own', async () => {
    const [a, b, other, film] = [bytes(5000), bytes(70_000), bytes(300), bytes(MIB)];
    const site = await lab.startSite({
      '/album': `<title>My album</title><a href="/full/a.jpg"><img src="/thumb/a.jpg"></a>
        <img src="/full/b.png"><img src="/full/b.png#again"><a href="/album?page=2" rel="next">2</a>`,
      '/album?page=2': `<img src="/full/b.png"><img src="/more/a.jpg"><video src="/film.mp4"></video>
        <a href="/album">1</a><a href="/album?page=2">2</a>`,
      '/full/a.jpg': a,
      '/full/b.png': b,
      '/more/a.jpg': other,
      '/film.mp4': film,
    });
    const task = await lab.task(site.url('/album'));
    const session = await lab.startEngine([site.origin]).open(task);
    const announced: DownloadMetadata[] = [];
    session.on('metadata', (metadata) => announced.push(metadata));
    await once(session, 'done');
    const digests = {
      'a.jpg': sha256(a),
      'b.png': sha256(b),
      'a (2).jpg': sha256(other),
      'film.mp4': sha256(film),
    };
    expect(await lab.digestsOf(task)).toEqual(digests);
    expect(session.snapshot()).toMatchObject({
      state: 'done',
      filesDone: 4,
      filesFailed: 0,
      totalBytes: 5000 + 70_000 + 300 + MIB,
      bytesDone: 5000 + 70_000 + 300 + MIB,
    });
    expect(announced.length).toBeGreaterThan(1);
    expect(announced.at(-1)).toMatchObject({ name: 'My album' });
    const told = session.files().map(({ path, sha256: digest }) => [path, digest]);
    expect(told).toEqual(Object.entries(digests));
    expect(site.fetched.sort()).toEqual(['/film.mp4', '/full/a.jpg', '/full/b.png', '/more/a.jpg']);
    expect(site.inspected).toEqual([]);
    expect(await buffer(session.read(1, 10, 19))).toEqual(b.subarray(10, 20));
  });

  it('leaves out what is not wanted, by what pages, servers and bytes tell', async () => {
    const wanted = bytes(5000);
    const site = await lab.startSite({
      '/': `<img src="small.jpg"><img src="good.jpg"><img src="large.jpg"><img src="liar.jpg"><img src="old.jpg">
        <article><time datetime="2020-01-01"></time><img src="older.jpg"></article>
        <a href="a.zip">zip</a><img src="x.png"><a href="/view/1"><img src="/thumb.jpg"></a>
        <a href="/view/2"><img src="/thumb2.jpg"></a>`,
      '/small.jpg': bytes(10),
      '/good.jpg': wanted,
      '/large.jpg': bytes(50_000),
      '/liar.jpg': (request, response) =>
        response.req.method === 'HEAD'
          ? void response.writeHead(405).end()
          : file(bytes(MIB), 'x.jpg', { hidesLength: true, etag: '' })(request, response),
      '/old.jpg': file(bytes(2000), 'x.jpg', {
        headers: { 'last-modified': 'Wed, 01 Jan 2020 00:00:00 GMT' },
      }),
      '/view/1': '<p>A page</p>',
      '/view/2': file(bytes(3000), 'x.png', {
        headers: { 'content-disposition': 'inline; filename="shown.gif"' },
      }),
      '/thumb.jpg': bytes(1500),
      '/thumb2.jpg': bytes(1500),
    });
    const filter = {
      archives: false,
      minBytes: 1000,
      maxBytes: 20_000,
      from: '2023-01-01',
      excludedExtensions: ['png'],
    };
    const task = await lab.task(site.url('/'), { filter });
    const session = await lab.finish(task, [site.origin]);
    expect(Object.keys(await lab.digestsOf(task))).toEqual(['good.jpg', 'shown.gif', 'thumb.jpg']);
    expect(session.snapshot()).toMatchObject({ filesDone: 3, filesFailed: 0 });
    expect([...new Set(site.fetched)].sort()).toEqual(['/good.jpg', '/liar.jpg', '/thumb.jpg']);
    expect(session.files().filter(({ isWanted }) => !isWanted)).toMatchObject([{ path: 'liar.jpg' }]);
  });

  it('is done without the files that fail, and says which', async () => {
    const site = await lab.startSite({
      '/': '<img src="a.jpg"><img src="gone.jpg?token=secret"><img src="http://10.0.0.1/inside.jpg">',
      '/a.jpg': bytes(100),
    });
    const task = await lab.task(site.url('/'));
    const session = await lab.finish(task, [site.origin]);
    expect(session.snapshot()).toMatchObject({ filesDone: 1, filesFailed: 2, totalBytes: 100 });
    expect([...session.failures()].sort((a, b) => a.url.localeCompare(b.url))).toEqual([
      { url: 'http://10.0.0.1/inside.jpg', code: 'URL_REFUSED' },
      { url: site.url('/gone.jpg'), code: 'DOWNLOAD_HTTP_STATUS' },
    ]);
  });

  it('fails when all its files do, and when it has none', async () => {
    const site = await lab.startSite({ '/a': '<img src="gone.jpg">', '/b': '<p>Nothing</p>' });
    const finish = async (path: string) => lab.finish(await lab.task(site.url(path)), [site.origin]);
    await expect(finish('/a')).rejects.toMatchObject({
      code: 'GALLERY_FAILED',
      details: { failed: 1, reason: 'DOWNLOAD_HTTP_STATUS' },
    });
    await expect(finish('/b')).rejects.toMatchObject({ code: 'GALLERY_EMPTY' });
    await expect(finish('/c')).rejects.toMatchObject({ code: 'DOWNLOAD_HTTP_STATUS' });
  });

  it('is the file itself when its address is one', async () => {
    const film = bytes(3 * MIB);
    const site = await lab.startSite({ '/film.mp4': film });
    const task = await lab.task(site.url('/film.mp4'), { filter: { videos: false, maxBytes: 10 } });
    await lab.finish(task, [site.origin]);
    expect(await lab.digestsOf(task)).toEqual({ 'film.mp4': sha256(film) });
  });

  it('can be read while it is fetched, out of turn', async () => {
    const films = Array.from({ length: 7 }, () => bytes(400_000));
    const site = await lab.startSite((path) => {
      if (path === '/') return films.map((_, i) => `<video src="${i}.mp4"></video>`).join('');
      const film = films[parseInt(path.slice(1), 10)];
      return film && file(film, path, { paceMs: 5 });
    });
    const session = await lab.startEngine([site.origin]).open(await lab.task(site.url('/')));
    await until(() => session.files().length === 7);
    expect(await buffer(session.read(6, 1000, 300_000))).toEqual(films[6]?.subarray(1000, 300_001));
    await until(() => session.snapshot().state === 'done');
  });

  it('goes on after kill -9 and fetches nothing twice', async () => {
    const films = Array.from({ length: 8 }, () => bytes(4 * MIB));
    const site = await lab.startSite((path) => {
      if (path === '/') return films.map((_, i) => `<video src="${i}.mp4"></video>`).join('');
      const film = films[parseInt(path.slice(1), 10)];
      return film && file(film, path, { paceMs: 2 });
    });
    const task = await lab.task(site.url('/'));
    const bytesOf = (index: number): number => site.bytesSentOf(`/${index}.mp4`);
    const sent = (): number => films.reduce((sum, _, i) => sum + bytesOf(i), 0);
    const settled = new Map<number, number>();
    for (const goal of [6, 20]) {
      const options = { task, origins: [site.origin] };
      const engine = await startProcess<object>('gallery-site-engine', options);
      lab.http.onReset(() => engine.kill());
      await until(() => sent() > goal * MIB);
      await engine.kill();
      for (const index of await lab.doneOf(task)) settled.set(index, bytesOf(index));
    }
    await lab.finish(task, [site.origin]);
    expect(Object.values(await lab.digestsOf(task))).toEqual(films.map(sha256));
    expect(settled.size).toBeGreaterThan(0);
    for (const [index, before] of settled) expect(bytesOf(index)).toBe(before);
    const twice = sent() / MIB - 32;
    process.stdout.write(
      `2 kills: ${twice.toFixed(2)} MiB of 32 sent twice, ${settled.size} files done before\n`,
    );
    // Four files at once, each with a batch that is collected and one that is written.
    expect(twice).toBeLessThan(2 * 4 * 2);
  });
});
