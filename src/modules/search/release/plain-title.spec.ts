import { plainTitle } from './plain-title.js';
import { parseReleaseName } from './release-name.js';

describe('plainTitle', () => {
  it.each([
    ['The Show (2005) - S06E13', 'The Show'],
    ['[Group] The Show S02 - 07 [720p]', 'The Show'],
    ['Film.2049.2017.1080p', 'Film 2049'],
    ['The.Show.S02E01', 'The Show'],
    ['Другое / The Film / Le Film (2010) BDRip', 'The Film'],
    ['The Film - The Words 1080p BluRay', 'The Film - The Words'],
  ])('of %s', (name, title) => {
    expect(plainTitle(parseReleaseName(name))).toBe(title);
  });
});
