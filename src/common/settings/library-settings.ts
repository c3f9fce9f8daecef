import { z } from 'zod';
import { namesIn, parsePathTemplate } from '../files/path-template.js';
import { flag, setting } from './setting.js';
import type { Setting, SettingKind } from './setting.js';

/** What may stand in the templates, without its brackets. */
const MOVIE_VALUES = [
  'title',
  'year',
  'resolution',
  'source',
  'codec',
  'group',
  'edition',
  'tmdb_id',
  'imdb_id',
] as const;
const SERIES_VALUES = [...MOVIE_VALUES, 'ss', 'ee', 'episode_title'] as const;

export const LIBRARY_VALUES = { movie: MOVIE_VALUES, series: SERIES_VALUES } as const;

export type LibraryTemplateKind = keyof typeof LIBRARY_VALUES;

/** Whether a file of better quality than those that a title has comes into the library; `always`: also others. */
export const Upgrade = { Never: 'never', Better: 'better', Always: 'always' } as const;
export type Upgrade = (typeof Upgrade)[keyof typeof Upgrade];

const MAX_LENGTH = 500;

/** Null when the template is good. */
function problemOf(kind: LibraryTemplateKind, template: string): string | null {
  try {
    const parts = parsePathTemplate(template, LIBRARY_VALUES[kind]);
    const [section, name] = [parts.at(0) ?? [], parts.at(-1) ?? []];
    if (parts.length < 2 || namesIn(section).length > 0)
      return 'must begin with a folder of a fixed name, such as Movies/';
    if (!parts.flatMap(namesIn).includes('title')) return 'must contain {title}';
    const needed = kind === 'movie' ? 'title' : 'ee';
    return namesIn(name).includes(needed)
      ? null
      : `must have {${needed}} in its last part, the name of the file`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const libraryTemplate = (kind: LibraryTemplateKind): SettingKind<string> => ({
  schema: z.string('must be text').superRefine((template, context) => {
    const problem = problemOf(kind, template);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  }),
  document: { type: 'string', maxLength: MAX_LENGTH },
});

const listed = (names: readonly string[]): string => names.map((name) => `{${name}}`).join(', ');

/** Group `library`: how files get there, and what they are called. */
export const LIBRARY_SETTINGS = {
  movie_template: setting({
    kind: libraryTemplate('movie'),
    description: `Where films lie in the library, without the extension. May contain ${listed(MOVIE_VALUES)}; what is not known vanishes with its brackets, and {{ is the bracket itself.`,
    fallback: () => 'Movies/{title} ({year})/{title} ({year}) - {resolution}',
  }),
  series_template: setting({
    kind: libraryTemplate('series'),
    description: `Where episodes lie. Besides the values of films {ss} is the season, {ee} the episodes (01, or 01E02 for two in one file) and {episode_title} their title.`,
    fallback: () => 'Series/{title} ({year})/Season {ss}/{title} - S{ss}E{ee} - {resolution}',
  }),
  upgrade: setting({
    kind: {
      schema: z.enum(Upgrade, 'must be never, better or always'),
      document: { type: 'string', maxLength: 6, enum: Object.values(Upgrade) },
    } satisfies SettingKind<Upgrade>,
    description:
      'Whether a film or episode that the library has is imported again: never, when it is better, or always.',
    fallback: (): Upgrade => Upgrade.Better,
  }),
  replace_on_upgrade: setting({
    kind: flag(),
    description: 'Whether the worse files of a film or episode are deleted when a better one was imported.',
    fallback: () => false,
  }),
  checksums: setting({
    kind: flag(),
    description: 'Whether the SHA-256 of the library’s files is computed, in the background.',
    fallback: () => true,
  }),
} as const satisfies Record<string, Setting>;
