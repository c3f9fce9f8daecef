import { parseReleaseName } from './release-name.js';

const pick = (name: string, ...fields: (keyof ReturnType<typeof parseReleaseName>)[]): unknown[] => {
  const parsed = parseReleaseName(name);
  return fields.map((field) => parsed[field]);
};

describe('parseReleaseName', () => {
  it.each([
    ['2012.2009.1080p.BluRay.x264-GRP', '2012', 2009],
    ['1917.2019.2160p.UHD.BluRay.x265-GRP', '1917', 2019],
    ['Blade.Walker.2049.2017.1080p.WEB-DL-GRP', 'Blade Walker 2049', 2017],
    ['www.site.com - Film Name (2020) 1080p WEB-DL', 'Film Name', 2020],
    ['[ Site.org ] Film.Name.2020.1080p.x264-GRP', 'Film Name', 2020],
    ['Charlottes.Web.2006.1080p', 'Charlottes Web', 2006],
    ['Film Name 13 1080p BluRay', 'Film Name 13', null],
    ['Film.Name.GERMAN.2010.DVDRiP.XviD-GRP', 'Film Name', 2010],
    ['The.Good.German.2006.GERMAN.DVDRiP.XviD-GRP', 'The Good German', 2006],
    ['Film Name 20th Anniversary Edition 2010', 'Film Name', 2010],
    ['grp-film.name.2010.720p.bluray.x264.mkv', 'film name', 2010],
    ['Другое / Film Name / Le Film (2010) BDRip', 'Film Name / Le Film', 2010],
    ['Film Name - Words 1080p BluRay', 'Film Name', null],
    ["Ocean's Ten (2001) 1080p BluRay x264 - GRP", "Ocean's Ten", 2001],
    ['S.H.I.P.2017.1080p', 'S.H.I.P.', 2017],
    ['Film.Title.Directors.Cut.2000.1080p', 'Film Title', 2000],
    ['Русское имя / English Name (2010) BDRip 1080p', 'English Name', 2010],
    ['抓住 Catch.2024.1080p', 'Catch', 2024],
  ])('takes title and year of %s', (name, title, year) => {
    expect(pick(name, 'title', 'year')).toEqual([title, year]);
  });

  it.each([
    ['Some.Show.S01E02.720p', 'Some Show', [1], [2]],
    ['Some.Show.S01E01-E03.720p', 'Some Show', [1], [1, 2, 3]],
    ['Some.Show.S01E01E02.720p', 'Some Show', [1], [1, 2]],
    ['Some Show - 1x05-1x06 - Words', 'Some Show', [1], [5, 6]],
    ['Some.Show.1x02', 'Some Show', [1], [2]],
    ['Some.Show.S01-S03.1080p', 'Some Show', [1, 2, 3], []],
    ['Some Show Season 2 1080p', 'Some Show', [2], []],
    ['Some Show Season 1 - 5', 'Some Show', [1, 2, 3, 4, 5], []],
    ['Some Show The Complete Second Season 720p', 'Some Show', [2], []],
    ['Some Show Season Two Episode Three', 'Some Show', [2], [3]],
    ['Some Show 2.Sezon 5.Bolum', 'Some Show', [2], [5]],
    ['Some Show 1ª a 3ª Temporada', 'Some Show', [1, 2, 3], []],
    ['Some Show T02E05', 'Some Show', [2], [5]],
    ['Some.Show.Se01.Ep02', 'Some Show', [1], [2]],
    ['Some Show S03 E01 to E03 1080p', 'Some Show', [3], [1, 2, 3]],
    ['Some Show (3 of 6)', 'Some Show', [], [3]],
    ['Some Show - 1.02 - Words', 'Some Show', [1], [2]],
    ['[Group] Some Show 01 - 12 [1080p] [Batch]', 'Some Show', [], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['[Group][Some_Show][12][1080P]', 'Some Show', [], [12]],
    ['Some Show - s01e01-02-03-04 - Words', 'Some Show', [1], [1, 2, 3, 4]],
    ['Serie - Staffel 3 - Folge 7', 'Serie', [3], [7]],
    ['Some.Show.103.104.720p.HDTV.X264-GRP', 'Some Show', [1], [3, 4]],
    ['9-1-1.S02E03.720p.HDTV.x264-GRP', '9-1-1', [2], [3]],
    ['S01E04.mkv', '', [1], [4]],
    ['[Group] Some Show - 07v2 [720p][ABCDEF12].mkv', 'Some Show', [], [7]],
    ['[Group] Some Show 2 - 01 ~ 03 [720p]', 'Some Show 2', [], [1, 2, 3]],
    ['[Group][Some Show][12][1080P]', 'Some Show', [], [12]],
  ])('takes the episodes of %s', (name, title, seasons, episodes) => {
    expect(pick(name, 'title', 'seasons', 'episodes')).toEqual([title, seasons, episodes]);
  });

  it.each([
    ['Title.2019.1080p.WEB-DL.H.264-NTb', 'NTb'],
    ['Title.2019.1080p.WEB-DL.H.264-NTb-Obfuscated', 'NTb'],
    ['Title.2019.1080p.BluRay.x264-DX-TV.mkv', 'DX-TV'],
    ['Title (2019) (1080p BluRay x265 HEVC 10bit AAC 7.1 Anna)', 'Anna'],
    ['Title (2019) (1080p NF Webrip x265 10bit EAC3 5 1 - Name) [TEAM]', 'TEAM'],
    ['[Group] Title - 07 (1280x720) [ABCDEF12].mkv', 'Group'],
    ['Title.2019.1080p.WEB-DL.x264-web-Grp.HebSubs', 'Grp'],
    ['Title.2019.1080p.BluRay.DTS-HR.MA.5.1-GRP', 'GRP'],
    ['Title.2019.HDRip.1.46Gb.Dub.Grp', 'Grp'],
    ['Title 2019 HDTV XviD Words', null],
    ['Title.S01E02.720p.HDTV.x264-LOL[www.site.com]', 'LOL'],
    ['Title.S01E05.The-Word.WEBDL-1080p.mkv', null],
  ])('takes the group of %s', (name, group) => {
    expect(parseReleaseName(name).group).toBe(group);
  });

  it.each([
    ['Title.2020.1080p.WEB.h264-GRP', 'WEB-DL'],
    ['Title.2020.1080p.WEBMux.x264-GRP', 'WEBRip'],
    ['Title.2020.DVD9.PAL', 'DVD'],
    ['Title.2020.1080p.UHDBDRip.x265-GRP', 'UHDRip'],
    ['Title.2020.1080p.BluRay.REMUX.AVC-GRP', 'BluRay REMUX'],
    ['Title.S01E01.PDTVx264-GRP', 'PDTV'],
    ['Title.2020.DVDRip.ts', 'DVDRip'],
    ['Title.2020.HDTS.x264', 'TS'],
  ])('takes the source of %s', (name, source) => {
    expect(parseReleaseName(name).source).toBe(source);
  });

  it('reads the day of daily shows, also of those that write the month last', () => {
    expect(pick('The.Talk.2023.10.04.Guest.1080p.WEB.h264-GRP', 'title', 'date', 'year')).toEqual([
      'The Talk',
      '2023-10-04',
      null,
    ]);
    expect(parseReleaseName('The.Talk.2012.13.02.PDTV.XviD-GRP').date).toBe('2012-02-13');
    expect(parseReleaseName('The.Talk.2012.30.02.PDTV.XviD-GRP').date).toBeNull();
  });

  it('keeps the year in brackets that tells two series apart, and the season of an anime', () => {
    expect(pick('The Show (2005) - S06E13 - Words', 'title', 'year')).toEqual(['The Show (2005)', 2005]);
    expect(pick('[Group] The Show S02 - 07 [720p]', 'title', 'seasons', 'absoluteEpisodes')).toEqual([
      'The Show S2',
      [2],
      [7],
    ]);
  });

  it('reads paths from the file upwards', () => {
    expect(pick('/tv/Some Show/Season 2/Ep. 03 - Words.mkv', 'title', 'seasons', 'episodes')).toEqual([
      'Some Show',
      [2],
      [3],
    ]);
    expect(pick('/tv/Some Show/Season 2/03 - Words.mkv', 'title', 'seasons', 'episodes')).toEqual([
      'Some Show',
      [2],
      [3],
    ]);
    expect(pick('Some.Film.2016.1080p.BluRay.x264-GRP/abc-sf.mkv', 'title', 'year', 'group')).toEqual([
      'Some Film',
      2016,
      'GRP',
    ]);
  });

  it('tells hashes from names', () => {
    expect(parseReleaseName('185d86a343e39f3341e35c4dad3f9959').isRejected).toBe(true);
    expect(parseReleaseName('Some.Show.S01E01').isRejected).toBe(false);
  });

  it.each([
    ['brackets', '('.repeat(500)],
    ['digits', '1'.repeat(512)],
    ['words', 'a.'.repeat(250)],
    ['episodes', `1x01${'x02'.repeat(160)}z`],
    ['seasons', 'Season 1 '.repeat(56)],
    ['formats', 'DTS HD '.repeat(73)],
    ['letters', '我.'.repeat(256)],
    ['words of another script', 'яюэ '.repeat(128)],
    ['one letter', 'я'.repeat(512)],
  ])('comes to an end with hostile %s', (_, name) => {
    expect(parseReleaseName(name).title.length).toBeLessThanOrEqual(512);
  });
});
