import fc from 'fast-check';
import { titleKey } from './title-key.js';

describe('titleKey', () => {
  it.each([
    ['Amélie & Co.', 'amelie and co'],
    ["Ocean's Eleven", 'oceans eleven'],
    ['Ocean’s   Eleven ', 'oceans eleven'],
    ['WALL·E', 'wall e'],
    ['Mission: Impossible – Fallout', 'mission impossible fallout'],
    ['Große Straße', 'grosse strasse'],
    ['Łódź', 'lodz'],
    ['İstanbul', 'istanbul'],
    ['千と千尋の神隠し', '千と千尋の神隠し'],
    ['がんばれ', 'がんばれ'],
    ['हिन्दी', 'हिन्दी'],
    ['Ⅷ', 'viii'],
    ['!!!', '!!!'],
    ['  ', ''],
  ])('%j -> %j', (title, key) => {
    expect(titleKey(title)).toBe(key);
  });

  it('stays short enough to be indexed', () => {
    expect(titleKey('ﷺ'.repeat(500)).length).toBeLessThanOrEqual(500);
    expect(titleKey('𝒳𠮷'.repeat(400)).isWellFormed()).toBe(true);
  });

  it('gives its own key back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        expect(titleKey(titleKey(title))).toBe(titleKey(title));
      }),
    );
  });
});
