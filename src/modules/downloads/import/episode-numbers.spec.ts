import { episodeLabel, episodeNumbersOf, onlyEpisode } from './episode-numbers.js';

const numbersOf = (path: string, release = 'Dark.1080p.WEB', isOnly = false) =>
  episodeNumbersOf(path, release, isOnly);

describe('episodeNumbersOf', () => {
  it.each([
    ['Dark.S02E03.1080p.WEB.mkv', 2, [3]],
    ['Dark.S01E01E02.mkv', 1, [1, 2]],
    ['Dark.S01E01-E03.mkv', 1, [1, 2, 3]],
    ['Dark.1x05.mkv', 1, [5]],
    ['Dark.S00E04.Special.mkv', 0, [4]],
    ['Season 2/05 - Lost and Found.mkv', 2, [5]],
    ['Season 2/E07.mkv', 2, [7]],
    ['Specials/03.mkv', 0, [3]],
    ['Dark.S03.1080p/Dark.E02.mkv', 3, [2]],
    ['Dark.S01E04.1080p.WEB/abcdef.mkv', 1, [4]],
    ['[Group] Frieren - 28 [1080p].mkv', 1, [28]],
    ['Making of.mkv', 0, []],
  ])('reads %s', (path, season, episodes) => {
    expect(numbersOf(path)).toEqual({ season, episodes });
  });

  it('takes the numbers of the release for its only video, and of no other', () => {
    expect(numbersOf('video.mkv', 'Dark.S01E09.720p', true)).toEqual({ season: 1, episodes: [9] });
    expect(numbersOf('video.mkv', 'Dark.S01E09.720p', false).episodes).toEqual([]);
  });

  it('takes the season of the release for numbers without one', () => {
    expect(numbersOf('04.mkv', 'Dark.S02.1080p')).toEqual({ season: 2, episodes: [4] });
  });
});

describe('onlyEpisode', () => {
  it.each([
    [{ season: 0, episodes: [] }, [5]],
    [{ season: 2, episodes: [4] }, [5]],
    [{ season: 1, episodes: [5] }, [5]],
    [{ season: 2, episodes: [5, 6] }, [5, 6]],
  ])('is the one that was asked for: %j', (read, episodes) => {
    expect(onlyEpisode(read, 2, 5)).toEqual({ season: 2, episodes });
  });
});

describe('episodeLabel', () => {
  it('is what two files of one episode have in common', () => {
    expect(episodeLabel({ season: 1, episodes: [1, 2] })).toBe('S01E01E02');
    expect(episodeLabel({ season: 0, episodes: [100] })).toBe('S00E100');
    expect(episodeLabel({ season: 0, episodes: [] })).toBeNull();
  });
});
