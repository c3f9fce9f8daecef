import { chooseSubtitles } from './choose-subtitles.js';
import { subtitleMarks } from './subtitle-language.js';
import { subtitleStems } from './subtitle-names.js';

const file = (path: string, size_bytes = 100) => ({ path, size_bytes });
const chosen = (files: ReturnType<typeof file>[], video: string, videos = [video]) =>
  chooseSubtitles(
    files,
    file(video),
    videos.map((path) => file(path)),
  ).map(({ file: { path }, language, isForced, isSdh, format }) =>
    [path, language, ...(isForced ? ['forced'] : []), ...(isSdh ? ['sdh'] : []), format].join(' '),
  );

describe('subtitleMarks', () => {
  it.each([
    ['.en', 'en'],
    ['.eng', 'en'],
    ['.ger.forced', 'de'],
    ['2_English', 'en'],
    ['Deutsch', 'de'],
    ['.pt-BR', 'pt-BR'],
    ['Brazilian', null],
    ['.Subs', null],
    ['', null],
    ['.hi', 'hi'],
  ])('reads the language of %s', (words, language) => {
    expect(subtitleMarks(words).language).toBe(language);
  });

  it('tells Hindi from hearing impaired', () => {
    expect(subtitleMarks('.hi')).toEqual({ language: 'hi', isForced: false, isSdh: false });
    expect(subtitleMarks('.en.sdh')).toMatchObject({ language: 'en', isSdh: true });
    expect(subtitleMarks('.hi.en')).toMatchObject({ language: 'en', isSdh: true });
  });
});

describe('chooseSubtitles', () => {
  it('takes files of the same stem, beside the video and in Subs', () => {
    const files = [
      file('M/film.srt'),
      file('M/film.de.forced.ass'),
      file('M/Subs/film.en.sdh.srt'),
      file('M/filmography.srt'),
      file('M/film.nfo'),
      file('M/film.fr.srt', 0),
    ];
    expect(chosen(files, 'M/film.mkv', ['M/film.mkv', 'M/other.mkv'])).toEqual([
      'M/film.srt  srt',
      'M/film.de.forced.ass de forced ass',
      'M/Subs/film.en.sdh.srt en sdh srt',
    ]);
  });

  it('takes everything that lies by the only video', () => {
    expect(chosen([file('M/Subs/2_English.srt'), file('M/Subs/3_French.srt')], 'M/film.mkv')).toEqual([
      'M/Subs/2_English.srt en srt',
      'M/Subs/3_French.srt fr srt',
    ]);
  });

  it('finds the folder of an episode, and the number of one', () => {
    const videos = ['P/Dark.S01E01.mkv', 'P/Dark.S01E02.mkv'];
    const files = [
      file('P/Subs/Dark.S01E01/2_English.srt'),
      file('P/Subs/S01E02.en.srt'),
      file('P/stray.srt'),
    ];
    expect(chosen(files, 'P/Dark.S01E01.mkv', videos)).toEqual(['P/Subs/Dark.S01E01/2_English.srt en srt']);
    expect(chosen(files, 'P/Dark.S01E02.mkv', videos)).toEqual(['P/Subs/S01E02.en.srt en srt']);
  });

  it('takes an .idx with its .sub as one, and a .sub alone as text', () => {
    const pair = [file('M/film.idx'), file('M/film.sub')];
    expect(chosen(pair, 'M/film.mkv')).toEqual(['M/film.idx  vobsub']);
    expect(chosen([file('M/film.sub')], 'M/film.mkv')).toEqual(['M/film.sub  sub']);
    expect(chosen([file('M/film.idx')], 'M/film.mkv')).toEqual([]);
  });
});

describe('subtitleStems', () => {
  it('names them as players read it, and tells two of a kind apart', () => {
    const plain = { isForced: false, isSdh: false };
    expect(
      subtitleStems('Film - 1080p', [
        { language: 'en', ...plain },
        { language: 'en', ...plain },
        { language: 'en', isForced: true, isSdh: false },
        { language: null, ...plain },
        { language: 'de', isForced: false, isSdh: true },
      ]),
    ).toEqual([
      'Film - 1080p.en',
      'Film - 1080p.en.2',
      'Film - 1080p.en.forced',
      'Film - 1080p',
      'Film - 1080p.de.sdh',
    ]);
  });
});
