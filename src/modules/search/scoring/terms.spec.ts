import fc from 'fast-check';
import { hasTerm, isTerm, nameWords } from './terms.js';

const NAME = nameWords('Night.of.the.Living.Dead.1968.MULTi.1080p.BluRay.DTS-HD.MA.5.1.HDR10+.x264-GRP');

describe('terms', () => {
  it.each([
    'multi',
    'living dead',
    'DTS-HD MA',
    'dts.hd',
    'HDR10+',
    'x26*',
    '*hd',
    'blu*y',
    '*ulT*',
    'night*',
  ])('finds %p', (term) => expect(hasTerm(NAME, term)).toBe(true));

  it.each(['ight', 'dead living', 'hdr', 'x*5', 'night*1080p', '26', 'grp *', '', '...'])(
    'does not find %p',
    (term) => expect(hasTerm(NAME, term)).toBe(false),
  );

  it('knows what says nothing', () => {
    expect(['a', '*a', 'C++', 'ü'].every(isTerm)).toBe(true);
    expect(['', ' ', '*', '** *', '...', '-'].some(isTerm)).toBe(false);
  });

  it('agrees with an expression that says the same', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 8 });
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(word, letters, (name, term) => {
        const expected = new RegExp(`^${term.replaceAll('*', '.*')}$`).test(name);
        expect(hasTerm([name], term)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
