import { guessUrlKind } from './guess-url-kind.js';

describe('what a URL is taken for', () => {
  it.each([
    ['https://example.com/films/Night%20Train.MKV', 'file'],
    ['https://example.com/disk.iso?token=a.html', 'file'],
    ['https://example.com/a/b.tar.gz', 'file'],
    ['https://example.com/get/linux.torrent', 'torrent'],
    ['https://example.com/get/linux.TORRENT?key=1', 'torrent'],
    ['https://example.com/', 'gallery'],
    ['https://example.com/album/42', 'gallery'],
    ['https://example.com/page.html', 'gallery'],
    ['https://example.com/view.php?file=a.mp4', 'gallery'],
    ['https://example.com/v1.2', 'gallery'],
  ])('%s: %s', (url, kind) => {
    expect(guessUrlKind(new URL(url))).toBe(kind);
  });
});
