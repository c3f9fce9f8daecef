import { parseReleaseName } from './release-name.js';

const pick = (name: string, ...fields: (keyof ReturnType<typeof parseReleaseName>)[]): unknown[] => {
  const parsed = parseReleaseName(name);
  return fields.map((field) => parsed[field]);
};

describe('grammar of release names', () => {
  it.each([
    ['(1995) Some Film', 'Some Film', 1995],
    ['Some Film (1897) [DVD]', 'Some Film', 1897],
    ['Some.Film.EXTENDED.CUT.2013.German.DL.1080p.BluRay.x264-GRP', 'Some Film', 2013],
    ['Some.Film.The.Final.Cut.2014.1080p.BluRay', 'Some Film', 2014],
    ['Some.Film.Rogue.Cut.2014.1080p', 'Some Film', 2014],
    ['Some.Film.SWiSSGERMAN.DOKU.2010.DVDRiP.x264-GRP', 'Some Film', 2010],
    ['www,SomeSite.phd - Some Film (2023) Tamil WEB-DL', 'Some Film', 2023],
    ['Movies/Some.Film.1975.Criterion.Collection.1080p.BluRay.x264-GRP', 'Some Film', 1975],
    ['Some_Agent-f21-Some_Film.mkv', 'Some Film', null],
    ['Gate/Off 1997 1080p', 'Gate/Off', 1997],
    ['My Film/Мой фильм 2010', 'My Film', 2010],
    ['September 30 1955 1977 1080p', 'September 30 1955', 1977],
  ])('takes title and year of %s', (name, title, year) => {
    expect(pick(name, 'title', 'year')).toEqual([title, year]);
  });

  it.each([
    ['[Group]Some_Show-01[1280x720][122E6EF8]', 'Some Show', [], [1]],
    ['[Group] Some Show - 05 - S01E05 - Words [1080p]', 'Some Show', [1], [5]],
    ['[Group] [BD][1080p] Some Show 08 [4D102B7C].mkv', 'Some Show', [], [8]],
    ['[Group] Some Show - Other Name - 07 [720p]', 'Some Show', [], [7]],
    ['[Group] Some Show - 100 Other Names - 07 [720p]', 'Some Show - 100 Other Names', [], [7]],
    ['[Group] Some Show - SP1 [1080p]', 'Some Show', [], []],
    ['[Group] Some Show 第3期 - 02 [1080p]', 'Some Show', [3], [2]],
    ['某个节目 第二季 第03集 1080p', '某个节目', [2], [3]],
    ['[Some Show] S01E02', 'Some Show', [1], [2]],
    ['Имя (S2E1-4) / Some Show (S2E1-4) (2023) WEB-DL', 'Some Show', [2], [1, 2, 3, 4]],
    ['Some Show / S1E1-8 of 8 [2024, WEB-DL]', 'Some Show', [1], []],
    ['Имя (1 сезон: 1-3 серии из 10)', 'Имя', [1], [1, 2, 3]],
    ['Some Show Part 1 REPACK 720p HDTV x264 GRP', 'Some Show', [1], [1]],
    ['some.show.10910.hdtv-lol', 'some show', [1], [9, 10]],
    ['Some Show Se.3 afl.3 en 4', 'Some Show', [3], [3, 4]],
    ['Some Show Seizoen 1 Aflevering 3', 'Some Show', [1], [3]],
    ['Some Show Odcinek 13', 'Some Show', [], [13]],
    ['Some Show 1. évad 3. rész', 'Some Show', [1], [3]],
    ['Some Show 2. Sezon 5. Bölüm', 'Some Show', [2], [5]],
    ['Some.Show.Saison.VII.FRENCH.BDRip', 'Some Show', [7], []],
    ['Some Show All Seasons (1-3) 720p', 'Some Show', [1, 2, 3], []],
    ['Some Show Season S01-S03 COMPLETE 720p', 'Some Show', [1, 2, 3], []],
    ['Some Show - Episode 1.22 - Words.avi', 'Some Show', [1], [22]],
    ['Some.Show.S03P02.1080p.WEB', 'Some Show', [3], []],
    ['Some.Show.E01.E02.HDTV.x264-GRP', 'Some Show', [1], [1, 2]],
    ['show_03_19.avi', 'show', [3], [19]],
    ['Some Show - 001 to 003 [480p]', 'Some Show', [], [1, 2, 3]],
    ['Some.Film.2024.1080p.WEB-DL.H264.DD5.1-S56', 'Some Film', [], []],
  ])('takes the episodes of %s', (name, title, seasons, episodes) => {
    expect(pick(name, 'title', 'seasons', 'episodes')).toEqual([title, seasons, episodes]);
  });

  it('has the season of the folder for an episode without one', () => {
    expect(pick('Some Show/Season 06/e01.1080p.bluray.x264-grp.mkv', 'seasons', 'episodes')).toEqual([
      [6],
      [1],
    ]);
  });

  it('keeps the other of two names that say the same episode', () => {
    expect(pick('Имя (S2E1) / Some Show (S2E1) WEB-DL', 'alternativeTitles')).toEqual([['Имя']]);
  });

  it.each([
    ['Some.Show.Jan.05.2019.HDTV', '2019-01-05'],
    ['Some Show January 5th 2019 HDTV', '2019-01-05'],
  ])('takes the day of %s', (name, date) => {
    expect(pick(name, 'date', 'title')).toEqual([date, 'Some Show']);
  });

  it.each([
    ['Some.Show.S01E01.720p.DD5.1.448kbps-GRP', 'GRP'],
    ['Some Show S01 1080p WEBRip x265 DDP 5.1 Atmos Words-GRP', 'GRP'],
    ['Some Film WEB-DL MP4-GRP', 'GRP'],
    ['Some.Show.S01E03.HDTV.Subtitulado.Esp.GRP', 'GRP'],
    ['Some.Film.2010.BDRip.720p.X264-GRP-English', 'GRP'],
    ['Some.Show.S02E14.1080p.HDTV.X264-re-enc.GRP', 'GRP'],
    ['Some Show S01e10 [1080p] DLMux By Some Name', 'Some Name'],
    ['[Site] Some Show 312 [720p]-GRP.mkv', 'GRP'],
    ['Some.Film.2014.1080p.BluRay-[RARBG]', 'RARBG'],
    ['Some Film (2022) 1080p x264 - 2.5GB - ESub.mkv', null],
    ['Some Film (2010) [BluRay 1080p][DTS 5.1][ES-EN]', null],
    ['Some Show S01 (E01-E10)', null],
  ])('takes the group of %s', (name, group) => {
    expect(pick(name, 'group')).toEqual([group]);
  });

  it.each([
    ['Some.Film.2012.1080p.UHD2BD.x264-GRP', 'BluRay', '1080p', 'h264'],
    ['Some.Film.2012.BLURAY.SCR.XviD', 'SCR', null, 'xvid'],
    ['Some.Film.2012.CAMHD.H264', 'CAM', null, 'h264'],
    ['Some.Film.2012.AHDTV.x264', 'HDTV', null, 'h264'],
    ['Some.Film.2012.1080p.BluRay.VC-1', 'BluRay', '1080p', 'vc1'],
    ['Some.Film.2012.COMPLETE.UHD.BLURAY-GRP', 'BluRay', '2160p', null],
    ['Some Film (2009) BRrip 720 AAC x264', 'BRRip', '720p', 'h264'],
    ['Some Film 2009 FHD WEB-DL', 'WEB-DL', '1080p', null],
  ])('takes source, resolution and codec of %s', (name, ...expected) => {
    expect(pick(name, 'source', 'resolution', 'codec')).toEqual(expected);
  });

  it('prefers the resolution that the file states to what its folder implies', () => {
    expect(pick('Some.Film.2011.UHD.BluRay.x265-GRP/grp-film-1080p.mkv', 'resolution')).toEqual(['1080p']);
  });
});
