import fc from 'fast-check';
import { fillTemplate } from './fill-template.js';
import { PathTemplateError, namesIn, parsePathTemplate } from './path-template.js';

const NAMES = ['title', 'year', 'resolution', 'tmdb_id'];
const parse = (template: string) => parsePathTemplate(template, NAMES);
const fill = (template: string, values: Record<string, string | null>) =>
  parse(template).map((part) => fillTemplate(part, values));

describe('parsePathTemplate', () => {
  it('tells which values it needs', () => {
    expect(namesIn(parse('M/{title} ({year}) [{resolution}]')[1] ?? [])).toEqual([
      'title',
      'year',
      'resolution',
    ]);
  });

  it.each([
    ['/Movies/{title}', /begin or end/],
    ['Movies//{title}', /two of them/],
    ['Movies/../{title}', /dot/],
    ['./{title}', /dot/],
    ['.hidden/{title}', /dot/],
    ['Movies/{title}.', /dot/],
    ['Movies /{title}', /space/],
    ['C:/{title}', /must not contain/],
    ['Movies\\{title}', /must not contain/],
    ['Movies/{title}\u202e', /must not contain/],
    ['Movies/{titel}', /knows no \{titel\}/],
    ['Movies/{title', /belongs to no name/],
    ['Movies/{title} (', /not closed/],
    ['Movies/{title})', /not open/],
    [`Movies/${'a'.repeat(500)}`, /500/],
    [`${'a/'.repeat(9)}b`, /8 parts/],
  ])('refuses %j', (template, problem) => {
    expect(() => parse(template)).toThrow(problem);
  });

  it('reads any text, or says what is wrong with it', () => {
    const text = fc.string({
      unit: fc.constantFrom('{', '}', '(', ')', '[', ']', '/', '.', ' ', 'a', 'title'),
    });
    fc.assert(
      fc.property(text, (template) => {
        try {
          for (const part of parse(template)) fillTemplate(part, { title: 'x' });
        } catch (error) {
          expect(error).toBeInstanceOf(PathTemplateError);
        }
      }),
    );
  });
});

describe('fillTemplate', () => {
  const TEMPLATE = 'Movies/{title} ({year}) - {resolution} [tmdbid-{tmdb_id}]';

  it('puts the values in', () => {
    expect(fill(TEMPLATE, { title: 'Dune', year: '2021', resolution: '2160p', tmdb_id: '1' })).toEqual([
      'Movies',
      'Dune (2021) - 2160p [tmdbid-1]',
    ]);
  });

  it.each([
    [{ title: 'Dune', year: null, resolution: '720p', tmdb_id: null }, 'Dune - 720p'],
    [{ title: 'Dune', year: '2021', resolution: null, tmdb_id: null }, 'Dune (2021)'],
    [{ title: 'Dune', year: null, resolution: null, tmdb_id: '7' }, 'Dune [tmdbid-7]'],
    [{ title: '', year: '2021', resolution: null, tmdb_id: null }, '(2021)'],
  ])('leaves out what has no value, with its brackets and separators: %j', (values, expected) => {
    expect(fill(TEMPLATE, values)[1]).toBe(expected);
  });

  it('writes doubled brackets as brackets', () => {
    expect(fill('M/{title} {{tmdb-{tmdb_id}}}', { title: 'Dune', tmdb_id: '7' })[1]).toBe('Dune {tmdb-7}');
    expect(fill('M/{title} {{tmdb-{tmdb_id}}}', { title: 'Dune', tmdb_id: null })[1]).toBe('Dune');
  });

  it('keeps brackets that hold only text, and does not take a value for a template', () => {
    expect(fill('M/{title} (film)', { title: '{year}', year: '1999' })[1]).toBe('{year} (film)');
  });
});
