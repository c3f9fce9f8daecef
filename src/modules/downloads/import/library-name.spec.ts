import { libraryPath, marked } from './library-name.js';

const movie = { title: 'Inception', year: 2010, mediaType: 'movie' as const };
const series = { title: 'Dark', year: 2017, mediaType: 'tv' as const };

describe('libraryPath', () => {
  it('names a film by title, year and resolution', () => {
    expect(libraryPath({ media: movie, fileName: 'x.MKV', resolution: '1080p' })).toEqual([
      'Movies',
      'Inception (2010)',
      'Inception (2010) - 1080p.mkv',
    ]);
  });

  it('leaves out what is not known', () => {
    expect(libraryPath({ media: { ...movie, year: null }, fileName: 'x.mp4', resolution: null })).toEqual([
      'Movies',
      'Inception',
      'Inception.mp4',
    ]);
  });

  it('names an episode by season and number', () => {
    expect(
      libraryPath({ media: series, fileName: 'Dark.S02E03.1080p.WEB.mkv', resolution: '1080p' }),
    ).toEqual(['Series', 'Dark (2017)', 'Season 02', 'Dark - S02E03 - 1080p.mkv']);
  });

  it('keeps two episodes in one file together', () => {
    expect(libraryPath({ media: series, fileName: 'Dark.S01E01E02.mkv', resolution: null }).at(-1)).toBe(
      'Dark - S01E01E02.mkv',
    );
  });

  it('puts what has no number among the specials under its own name', () => {
    expect(libraryPath({ media: series, fileName: 'Making of.mkv', resolution: null })).toEqual([
      'Series',
      'Dark (2017)',
      'Season 00',
      'Dark - Making of.mkv',
    ]);
  });

  it('makes every part of a hostile title one harmless name', () => {
    const parts = libraryPath({
      media: { title: '../../etc/pass:wd\u202e', year: null, mediaType: 'movie' },
      fileName: 'a.mkv',
      resolution: '1080p',
    });
    expect(parts).toHaveLength(3);
    for (const part of parts) expect(part).not.toMatch(/[/\\:\u202e]|^\./);
  });

  it('keeps the extension of a very long title, and room for a mark', () => {
    const name = libraryPath({
      media: { title: 'ü'.repeat(400), year: 2001, mediaType: 'movie' },
      fileName: 'a.mkv',
      resolution: '1080p',
    }).at(-1);
    expect(name).toMatch(/\.mkv$/);
    expect(Buffer.byteLength(marked(name ?? '', '0123abcd-12'))).toBeLessThan(255);
  });
});

describe('marked', () => {
  it('puts the mark before the extension', () => {
    expect(marked('Inception (2010) - 1080p.mkv', '0b8f9f4e-0')).toBe(
      'Inception (2010) - 1080p [0b8f9f4e-0].mkv',
    );
  });
});
