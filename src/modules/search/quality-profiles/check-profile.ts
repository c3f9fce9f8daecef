import { ValidationError } from '../../../common/errors/common.errors.js';
import type { ProfileRules, SizeLimit } from '../scoring/profiles.js';
import { isTerm } from '../scoring/terms.js';

interface Problem {
  readonly field: string;
  readonly problems: string[];
  readonly received?: string;
}

const problem = (field: string, text: string, received?: string): Problem => ({
  field,
  problems: [`${field} ${text}`],
  ...(received === undefined ? {} : { received }),
});

/** Refuses rules that contradict themselves; the first problem is named in `details`, all of them in `details.fields`. */
export function checkProfile(rules: ProfileRules): void {
  const fields = [
    ...repeated('qualities', rules.qualities),
    ...repeated('languages', rules.languages),
    ...repeated('preferred_codecs', rules.preferredCodecs),
    ...repeated(
      'size_limits',
      rules.sizeLimits.map(({ quality }) => quality),
    ),
    ...(rules.qualities.length === 0 ? [problem('qualities', 'must allow at least one quality')] : []),
    ...(rules.qualities.includes(rules.cutoff)
      ? []
      : [problem('cutoff', 'must be one of qualities', rules.cutoff)]),
    ...rules.sizeLimits.flatMap(limitProblems),
    ...termProblems(
      'preferred_terms',
      rules.preferredTerms.map(({ term }) => term),
    ),
    ...termProblems('rejected_terms', rules.rejectedTerms),
  ];
  const [first] = fields;
  if (!first) return;
  const { problems, ...where } = first;
  throw new ValidationError(problems[0] ?? 'The profile is malformed', { ...where, fields });
}

function repeated(field: string, values: readonly string[]): Problem[] {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined ? [] : [problem(field, 'must not name anything twice', twice)];
}

function limitProblems({ minMbPerMinute: min, maxMbPerMinute: max }: SizeLimit, index: number): Problem[] {
  if (min === null || max === null || min <= max) return [];
  return [problem(`size_limits.${index}`, 'must not have a minimum above its maximum', `${min} > ${max}`)];
}

/** Expressions are refused rather than taken for words: who writes one expects it to work. */
function termProblems(field: string, terms: readonly string[]): Problem[] {
  return terms.flatMap((term, index) => {
    const place = `${field}.${index}`;
    if (/^\/.*\/[a-z]*$/s.test(term))
      return [problem(place, 'must be words; * stands for any letters of a word', term)];
    return isTerm(term) ? [] : [problem(place, 'must have a letter or a digit', term)];
  });
}
