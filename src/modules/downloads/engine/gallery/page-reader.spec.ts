import { GalleryTooLargeError } from './gallery.errors.js';
import { readPage } from './page-reader.js';

const PAGE = new URL('https://site.example/albums/cats?sort=new');

const read = (html: string, url = PAGE) => readPage(html, url, new AbortController().signal);
const urlsOf = async (html: string) => (await read(html)).links.map(({ url }) => url);

describe('the links of a page', () => {
  it('are those of the elements that show or name files', async () => {
    const html = `<!DOCTYPE html><html><head><title> Cats &amp;
      dogs </title>
      <meta property="og:image" content="/og.jpg"><meta name="twitter:player:stream" content="/player">
      <link rel="image_src" href="shared.png">
      <script type="application/ld+json">{"@graph":[{"contentUrl":"https://cdn.example/ld.webm"}]}</script></head>
      <body><img src=plain.gif><IMG SRC='one.jpg' data-src="real.jpg">
      <video poster="poster.webp" src="film.mp4"><source src="film.webm"></video>
      <audio><source src="sound.mp3"><source src="sound.ogg"></audio>
      <a href="book.pdf">Book</a><a href="about.html">About</a><a href="x.bin" download>Take</a></body></html>`;
    const { title, links } = await read(html);
    expect(title).toBe('Cats & dogs');
    expect(links.map(({ url, category }) => [new URL(url).pathname, category])).toEqual([
      ['/og.jpg', 'images'],
      ['/player', null],
      ['/albums/shared.png', 'images'],
      ['/ld.webm', 'videos'],
      ['/albums/plain.gif', 'images'],
      ['/albums/real.jpg', 'images'],
      ['/albums/film.mp4', 'videos'],
      ['/albums/poster.webp', 'images'],
      ['/albums/sound.mp3', 'videos'],
      ['/albums/book.pdf', 'documents'],
      ['/albums/x.bin', null],
    ]);
  });

  it('take the largest picture, and the file instead of its small picture', async () => {
    const urls = await urlsOf(`
      <img src="s.jpg" srcset="s.jpg 320w, https://c.example/l,1.jpg 1280w, m.jpg 640w">
      <picture><source srcset="a-1x.avif, a-2x.avif 2x"><img src="a.jpg"></picture>
      <a href="full/b.jpg"><img src="thumb/b.jpg"></a>
      <a href="/post/1.html"><img src="cover.jpg"></a>
      <img src="pixel.gif" width=1 height=1>`);
    expect(urls).toEqual([
      'https://c.example/l,1.jpg',
      'https://site.example/albums/a-2x.avif',
      'https://site.example/albums/full/b.jpg',
      'https://site.example/albums/cover.jpg',
    ]);
  });

  it('ask about links without extension, with the small picture to fall back on', async () => {
    const { links } = await read('<a href="/view/17"><img src="t.jpg"></a>');
    expect(links).toEqual([
      expect.objectContaining({
        url: 'https://site.example/view/17',
        category: null,
        fallback: 'https://site.example/albums/t.jpg',
      }),
    ]);
  });

  it('come once each, without fragments, and lead nowhere but over HTTP', async () => {
    const urls = await urlsOf(`<base href="https://cdn.example/x/"><base href="https://other.example/">
      <img src="a.jpg#1"><img src="https://cdn.example:443/x/a.jpg"><img src="?q=1&amp;copy=2&lang=en">
      <img src="data:image/png;base64,AAAA"><a href="javascript:alert(1)">x</a><img src="http://[bad/">
      <img src="file:///etc/passwd"><a href="ftp://h.example/a.jpg">y</a><img src="">`);
    expect(urls).toEqual(['https://cdn.example/x/a.jpg', 'https://cdn.example/x/?q=1&copy=2&lang=en']);
  });

  it('have the date of what they are in, else of their path', async () => {
    const { links } = await read(`
      <article><img src="a.jpg"><time datetime="2024-05-17T10:00:00Z">May</time></article>
      <article><img src="/2023/01/02/b.jpg"></article><article><img src="c.jpg"></article>
      <article><time>2022-02-02</time><figure><img src="d.jpg"></figure></article><img src="e.jpg">`);
    expect(links.map(({ publishedAt }) => publishedAt)).toEqual([
      Date.UTC(2024, 4, 17, 10),
      Date.UTC(2023, 0, 2),
      null,
      Date.UTC(2022, 1, 2),
      null,
    ]);
  });

  it('survive broken HTML', async () => {
    const urls = await urlsOf(
      `</div><p><?php echo 1 ><img src=a.jpg<b></i></b><script>if (a<b) x="<img src=no.jpg>"</SCRIPT >
      <a href="b.jpg"><a href='c.jpg'>x</a></p><!-- <img src=d.jpg> --><style>a>b{}</style><img @click="x" src="e.jpg"` +
        '><img src="f.jpg"',
    );
    expect(urls.map((url) => new URL(url).pathname.split('/').at(-1))).toEqual(
      expect.arrayContaining(['b.jpg', 'c.jpg', 'e.jpg']),
    );
    expect(urls.join()).not.toMatch(/no\.jpg|d\.jpg/);
  });

  it('are refused when there are too many', async () => {
    const html = Array.from({ length: 60_000 }, (_, i) => `<img src=${i}.jpg>`).join('');
    await expect(read(html)).rejects.toBeInstanceOf(GalleryTooLargeError);
  });

  it('are found in time that grows with the page alone', async () => {
    const html = `${'<a href=x><time>'.repeat(100_000)}${'</i></video>'.repeat(100_000)}<img src=last.jpg>`;
    await expect(read(html)).rejects.toBeInstanceOf(GalleryTooLargeError);
    const deep = `${'<a><time>'.repeat(100_000)}${'</i></video>'.repeat(100_000)}<img src=last.jpg>`;
    expect(await urlsOf(deep)).toEqual(['https://site.example/albums/last.jpg']);
  });

  it('may be megabytes long when they carry a picture themselves', async () => {
    const html = `<img src="data:image/png;base64,${'A'.repeat(1024 * 1024)}"><img src="b.jpg">`;
    expect(await urlsOf(html)).toEqual(['https://site.example/albums/b.jpg']);
  });
});

describe('where a page goes on', () => {
  const pagesOf = async (html: string, url = PAGE) => (await read(html, url)).pages;

  it('is said by rel, class, or a number that is higher', async () => {
    expect(
      await pagesOf(`<link rel="next" href="?sort=new&page=2"><a href="?page=3&sort=new">3</a>
        <a href="?sort=old&page=2">other order</a><a class="next" href="/albums/cats/older">Next</a>
        <a class="page-link" href="/albums/cats/4">4</a><a href="https://evil.example/?page=2" rel=next>x</a>
        <a href="/albums/dogs?page=2&sort=new">dogs</a>`),
    ).toEqual([
      'https://site.example/albums/cats?sort=new&page=2',
      'https://site.example/albums/cats?page=3&sort=new',
      'https://site.example/albums/cats/older',
      'https://site.example/albums/cats/4',
    ]);
  });

  it('is never back', async () => {
    const page = new URL('https://site.example/list/page/3/');
    const html = '<a href="/list/page/2/">2</a><a href="/list/page/4/">4</a><a href="/list/page/3/">3</a>';
    expect(await pagesOf(html, page)).toEqual(['https://site.example/list/page/4/']);
  });
});
