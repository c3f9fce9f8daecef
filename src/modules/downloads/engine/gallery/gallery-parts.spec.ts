import { dateInUrl, isWithin, readDate } from './dates.js';
import { FileNames } from './file-names.js';
import { readListing } from './gallery-dl-output.js';
import { GalleryProgramError } from './gallery.errors.js';
import { decodeHtml } from './html-charset.js';
import { categoryOfType, extensionOf, extensionOfType } from './media-type.js';
import { largestOf, readSrcset } from './srcset.js';

describe('srcset', () => {
  it('has candidates with widths, densities, or neither', () => {
    expect(readSrcset(' a.jpg 1x, b,c.jpg 2.5x ,d.jpg')).toEqual([
      { url: 'a.jpg', size: 1000 },
      { url: 'b,c.jpg', size: 2500 },
      { url: 'd.jpg', size: 1000 },
    ]);
    expect(largestOf(readSrcset('a 320w,b 640w 480h, c 100w'))?.url).toBe('b');
    expect(largestOf(readSrcset(' , '))).toBeNull();
  });

  it('is read in time that grows with its length', () => {
    expect(readSrcset(`${' '.repeat(200_000)},${'a'.repeat(200_000)}`)).toHaveLength(1);
  });
});

describe('dates', () => {
  it('are found in paths and headers', () => {
    expect(dateInUrl(new URL('https://h.example/2024/05/17/a.jpg'))).toBe(Date.UTC(2024, 4, 17));
    expect(dateInUrl(new URL('https://h.example/img_20240517_1.jpg'))).toBe(Date.UTC(2024, 4, 17));
    expect(dateInUrl(new URL('https://h.example/1202405179/2024/13/01/a.jpg'))).toBeNull();
    expect(readDate('Fri, 17 May 2024 00:00:00 GMT')).toBe(Date.UTC(2024, 4, 17));
    expect(readDate('yesterday')).toBeNull();
  });

  it('count to the end of the last day, and pass when unknown', () => {
    expect(isWithin(Date.UTC(2024, 4, 17, 23), '2024-05-17', '2024-05-17')).toBe(true);
    expect(isWithin(Date.UTC(2024, 4, 18), null, '2024-05-17')).toBe(false);
    expect(isWithin(Date.UTC(2024, 4, 16), '2024-05-17', null)).toBe(false);
    expect(isWithin(null, '2024-05-17', '2024-05-17')).toBe(true);
  });
});

describe('names', () => {
  it('are safe, and numbered where they clash', () => {
    const names = new FileNames();
    expect(
      ['a.jpg', 'A.JPG', 'a.jpg', '../../etc/passwd', 'a.jpg.part', 'con.png'].map((n) => names.claim(n)),
    ).toEqual(['a.jpg', 'A (2).JPG', 'a (3).jpg', '_.._etc_passwd', 'a.jpg (2).part', '_con.png']);
  });
});

describe('types', () => {
  it('have extensions, and extensions are letters and digits', () => {
    expect(extensionOf('/a/b.tar.GZ')).toBe('gz');
    expect(extensionOf('/a.b/c')).toBeNull();
    expect(extensionOf('/.htaccess')).toBeNull();
    expect(extensionOfType('image/webp')).toBe('webp');
    expect(extensionOfType('application/octet-stream')).toBeNull();
    expect(categoryOfType('video/x-strange')).toBe('videos');
  });
});

describe('the charset of a page', () => {
  const latin = Buffer.from('<meta charset=iso-8859-1><p>caf\xe9', 'latin1');

  it('is that of the mark, the header, the page, or UTF-8', () => {
    expect(decodeHtml(latin)).toContain('café');
    expect(decodeHtml(Buffer.from('café'), 'text/html; charset=nonsense')).toBe('café');
    expect(decodeHtml(Buffer.from('\ufeffhé', 'utf16le'), 'text/html; charset=utf-8')).toBe('hé');
    expect(decodeHtml(Buffer.from('<meta charset="utf-16">café'))).toContain('café');
  });
});

describe('the output of gallery-dl', () => {
  it('has files and inner galleries, and no schemes of its own', () => {
    const listing = readListing(
      JSON.stringify([
        [2, { category: 'site' }],
        [
          3,
          'https://c.example/1?sig=2',
          { filename: '17_sky', extension: 'png', date: '2024-05-17 08:00:00' },
        ],
        [3, 'ytdl:https://c.example/v', {}],
        [6, 'https://site.example/album/2', {}],
        ['HttpError', '404'],
      ]),
    );
    expect(listing).toEqual({
      links: [
        {
          url: 'https://c.example/1?sig=2',
          category: 'images',
          fallback: null,
          publishedAt: Date.UTC(2024, 4, 17, 8),
          name: '17_sky.png',
        },
      ],
      pages: ['https://site.example/album/2'],
      problem: 'HttpError',
      isDirect: false,
    });
  });

  it('is refused when it is none', () => {
    expect(() => readListing('Traceback')).toThrow(GalleryProgramError);
  });
});
