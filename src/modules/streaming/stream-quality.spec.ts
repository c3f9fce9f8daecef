import { chooseByQuality, linesOf, resolutionInName } from './stream-quality.js';
import type { StreamQuality } from './stream-quality.js';

const file = (resolution: string | null, name = 'a') => ({ resolution, name });
const ALL = [file('2160p'), file('1080p', 'good'), file('1080p', 'worse'), file('720p'), file(null)];

describe('chooseByQuality', () => {
  it.each<[StreamQuality | undefined, ReturnType<typeof file>]>([
    [undefined, file('2160p')],
    ['any', file('2160p')],
    ['4k', file('2160p')],
    ['2160p', file('2160p')],
    ['1440p', file('1080p', 'good')],
    ['1080p', file('1080p', 'good')],
    ['720p', file('720p')],
    ['480p', file('720p')],
  ])('%s', (wanted, expected) => {
    expect(chooseByQuality(ALL, wanted)).toEqual(expected);
  });

  it('plays what there is', () => {
    expect(chooseByQuality([file(null)], '720p')).toEqual(file(null));
    expect(chooseByQuality([], '720p')).toBeUndefined();
  });
});

it.each([
  ['1080p', 1080],
  ['1080i', 1080],
  ['4K', 2160],
  ['best', null],
  [null, null],
])('linesOf(%j) is %j', (resolution, lines) => {
  expect(linesOf(resolution)).toBe(lines);
});

it.each([
  ['Film.2010.1080p.BluRay.mkv', '1080p'],
  ['Film (2010) [4K].mkv', '2160p'],
  ['Film 1080i', '1080p'],
  ['Film.2010.mkv', null],
  ['Film.x1080py.mkv', null],
])('resolutionInName(%j) is %j', (name, resolution) => {
  expect(resolutionInName(name)).toBe(resolution);
});
