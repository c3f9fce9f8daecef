import { chooseCredits } from './choose-credits.js';

const actor = (personId: number, order: number, character: string | null = null) => ({
  personId,
  name: `Actor ${personId}`,
  profileUrl: null,
  character,
  order,
});
const member = (personId: number, job: string) => ({
  personId,
  name: `Member ${personId}`,
  profileUrl: null,
  job,
  department: null,
});

describe('chooseCredits', () => {
  it('takes the first names of the cast, in the order of the credits', () => {
    const cast = Array.from({ length: 50 }, (_, index) => actor(50 - index, 50 - index));
    const chosen = chooseCredits(cast, []).cast;
    expect(chosen).toHaveLength(20);
    expect(chosen.map(({ order }) => order).slice(0, 3)).toEqual([1, 2, 3]);
  });

  it('names one person twice only for two roles', () => {
    const cast = [actor(1, 0, 'Dr. Jekyll'), actor(1, 1, 'Mr. Hyde'), actor(1, 2, 'Mr. Hyde')];
    expect(chooseCredits(cast, []).cast.map(({ character }) => character)).toEqual([
      'Dr. Jekyll',
      'Mr. Hyde',
    ]);
  });

  it('puts directors and writers before the rest of the crew', () => {
    const crew = [member(1, 'Gaffer'), member(2, 'Writer'), member(3, 'Director'), member(3, 'Director')];
    expect(chooseCredits([], crew).crew.map(({ job }) => job)).toEqual(['Director', 'Writer', 'Gaffer']);
  });
});
