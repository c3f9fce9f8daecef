import { chooseFeature } from './choose-feature.js';
import { chooseVideos, whyNoVideo } from './choose-videos.js';

const file = (path: string, size_bytes: number) => ({ path, size_bytes });
const chosen = (...files: ReturnType<typeof file>[]) => chooseVideos(files).map(({ path }) => path);

describe('chooseVideos', () => {
  it('takes videos only, largest first', () => {
    expect(
      chosen(file('A/b.mkv', 5), file('A/a.MP4', 9), file('A/readme.txt', 99), file('A/all.rar', 999)),
    ).toEqual(['A/a.MP4', 'A/b.mkv']);
  });

  it('leaves samples and trailers out, in their name or their directory', () => {
    expect(
      chosen(
        file('M/movie.mkv', 1000),
        file('M/movie-sample.mkv', 20),
        file('M/Sample/x.mkv', 20),
        file('M/trailer.mp4', 30),
      ),
    ).toEqual(['M/movie.mkv']);
  });

  it('keeps a feature that is called Sample', () => {
    expect(chosen(file('Sample.2020.mkv', 1000), file('extras.mkv', 10))).toEqual([
      'Sample.2020.mkv',
      'extras.mkv',
    ]);
  });

  it('does not take a word for a sample that only begins like one', () => {
    expect(chosen(file('The.Sampler.mkv', 10), file('Other.mkv', 1000))).toContain('The.Sampler.mkv');
  });

  it('finds nothing in archives, empty files and nothing', () => {
    expect(chosen(file('a.rar', 10), file('a.r00', 10), file('empty.mkv', 0))).toEqual([]);
    expect(chosen()).toEqual([]);
  });
});

describe('whyNoVideo', () => {
  it('tells of archives', () => {
    expect(whyNoVideo([file('a.nfo', 1), file('a.r00', 10)])).toMatch(/packed in archives/);
    expect(whyNoVideo([file('a.nfo', 1)])).toBe('There is no video among the files');
  });
});

describe('chooseFeature', () => {
  const featureOf = (...paths: string[]) =>
    chooseFeature(paths.map((path) => ({ path }))).map(({ file: { path }, part }) => [path, part]);

  it('is the largest video', () => {
    expect(featureOf('M/film.mkv', 'M/extra.mkv')).toEqual([['M/film.mkv', null]]);
    expect(featureOf()).toEqual([]);
  });

  it('is all parts of a film in several files', () => {
    expect(featureOf('Film.CD2.avi', 'Film.CD1.avi', 'Other.avi')).toEqual([
      ['Film.CD1.avi', 1],
      ['Film.CD2.avi', 2],
    ]);
  });

  it('is one file when only its title sounds like a part', () => {
    expect(featureOf('The Hunger Games - Part 2.mkv', 'Bonus.mkv')).toEqual([
      ['The Hunger Games - Part 2.mkv', null],
    ]);
  });
});
