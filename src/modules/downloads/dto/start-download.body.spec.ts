import { plainToInstance } from 'class-transformer';
import { StartDownloadBody, toDownloadRequest } from './start-download.body.js';
import { StartDownloadsBody, toRequestOf } from './start-downloads.body.js';

const URL_OF_FILE = 'https://files.example/film.mkv';
const SHA256 = 'a'.repeat(64);

describe('what a start asks for', () => {
  const requestOf = (body: object) => toDownloadRequest(plainToInstance(StartDownloadBody, body));
  const fieldOf = (body: object): unknown => {
    try {
      requestOf(body);
      return null;
    } catch (error) {
      return (error as { details: { field: unknown } }).details.field;
    }
  };

  it('is told by the ending of the path where nobody says what it is', () => {
    expect(requestOf({ url: URL_OF_FILE }).url).toMatchObject({ as: 'file', url: URL_OF_FILE });
    expect(requestOf({ url: 'https://site.example/album/42' }).url).toMatchObject({ as: 'gallery' });
    expect(requestOf({ url: 'https://site.example/x.torrent' }).url).toMatchObject({ as: 'torrent' });
    expect(requestOf({ url: URL_OF_FILE, kind: 'gallery' }).url).toMatchObject({ as: 'gallery' });
    expect(requestOf({ url: 'https://site.example/get?id=4', kind: 'http' }).url).toMatchObject({
      as: 'file',
    });
  });

  it('is a file where its name or checksum is given', () => {
    const url = 'https://site.example/get?id=4';
    expect(requestOf({ url, file_name: 'a.bin' }).url).toMatchObject({ as: 'file', fileName: 'a.bin' });
    expect(requestOf({ url, checksum: `SHA256:${SHA256.toUpperCase()}` }).url).toMatchObject({
      as: 'file',
      checksum: { algorithm: 'sha256', digest: SHA256 },
    });
  });

  it('may be a magnet link in the place of a URL', () => {
    expect(requestOf({ url: 'magnet:?xt=urn:btih:x' })).toMatchObject({
      url: null,
      magnetLink: 'magnet:?xt=urn:btih:x',
    });
  });

  it.each([
    ['checksum', { url: URL_OF_FILE, checksum: 'sha256:abc' }],
    ['checksum', { url: URL_OF_FILE, checksum: `crc32:${SHA256}` }],
    ['checksum', { url: URL_OF_FILE, kind: 'gallery', checksum: `sha256:${SHA256}` }],
    ['file_name', { url: 'https://a.example/x.torrent', file_name: 'a' }],
    ['file_name', { magnet_link: 'magnet:?', file_name: 'a' }],
    ['kind', { magnet_link: 'magnet:?', kind: 'http' }],
    ['url', { url: 'no url' }],
    ['url', { url: 'magnet:?a', magnet_link: 'magnet:?b' }],
    ['options.proxy_url', { url: URL_OF_FILE, options: { proxy_type: 'custom' } }],
    ['options.proxy_url', { url: URL_OF_FILE, options: { proxy_type: 'custom', proxy_url: 'ftp://a' } }],
    ['options.date_to', { url: URL_OF_FILE, options: { date_from: '2026-02-02', date_to: '2026-02-01' } }],
    ['options.date_from', { url: URL_OF_FILE, options: { date_from: '2026-02-30' } }],
    ['options.max_file_size', { url: URL_OF_FILE, options: { min_file_size: 2, max_file_size: 1 } }],
    ['options.excluded_extensions', { url: URL_OF_FILE, options: { excluded_extensions: ['a/b'] } }],
    [
      'options.download_images',
      {
        url: URL_OF_FILE,
        options: {
          download_images: false,
          download_videos: false,
          download_compressed: false,
          download_documents: false,
        },
      },
    ],
  ])('names the field that does not fit: %s', (field, body) => {
    expect(fieldOf(body)).toBe(field);
  });

  it('has the defaults of its options', () => {
    expect(requestOf({ url: URL_OF_FILE })).toMatchObject({
      priority: 50,
      limits: {},
      url: {
        filter: { images: true, videos: true, archives: true, documents: true, minBytes: null, from: null },
        transfer: {
          proxy: { type: 'none' },
          userAgent: null,
          connectTimeoutSeconds: 15,
          readTimeoutSeconds: 60,
          totalTimeoutSeconds: null,
          maxRetries: 3,
          retryIntervalSeconds: 2,
          segments: 4,
        },
      },
    });
  });

  it('takes the options as they are known elsewhere', () => {
    const options = {
      timeout: 30,
      read_timeout: 90,
      bandwidth_limit_kbps: 512,
      chunk_size: 1_048_576,
      user_agent: '',
      excluded_extensions: ['.GIF', '*.webp', 'gif'],
      min_file_size: 0,
      date_to: '2026-01-31T23:00:00Z',
    };
    expect(requestOf({ url: URL_OF_FILE, options })).toMatchObject({
      limits: { downloadLimit: 524_288 },
      url: {
        filter: { minBytes: null, to: '2026-01-31', excludedExtensions: ['gif', 'webp'] },
        transfer: { connectTimeoutSeconds: 30, readTimeoutSeconds: 90, userAgent: null },
      },
    });
  });

  it('has limits, of which zero is none', () => {
    const body = { url: URL_OF_FILE, download_limit: 0, upload_limit: 9, files: [3, 1, 3], sequential: true };
    const options = { bandwidth_limit_kbps: 1 };
    expect(requestOf({ ...body, options }).limits).toEqual({
      downloadLimit: null,
      uploadLimit: 9,
      wantedFiles: [1, 3],
      isSequential: true,
    });
  });

  it('is asked for each of several URLs alike', () => {
    const body = plainToInstance(StartDownloadsBody, {
      urls: [URL_OF_FILE, ' https://a.example/b '],
      priority: 7,
      options: { segments: 2 },
    });
    const requests = body.urls.map((url) => toRequestOf(url, body));
    expect(requests).toMatchObject([
      { priority: 7, url: { as: 'file', transfer: { segments: 2 } } },
      { priority: 7, url: { as: 'gallery', url: 'https://a.example/b', transfer: { segments: 2 } } },
    ]);
  });
});
