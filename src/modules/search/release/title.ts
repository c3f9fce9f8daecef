import { withoutEndWords } from './name-words.js';
import { titleInScripts } from './title-script.js';

const ACRONYM = /(?<![\p{L}])(?:\p{L}\.){2,}/gu;
const END_SIGNS = /[\s._\-–~:;,|/\\+=#*([{<]+$/u;
const START_SIGNS = /^[\s._\-–~:;,|/\\+=*)\]}>]+/u;
const END_BRACKETS = /\s*[.]?(?:\(([^()]{1,60})\)|\[([^[\]]{1,60})\]|\{([^{}]{1,60})\})$/u;
const ENDING_COUNTRY = /(?<=[\p{L}\d!])[\s._]+(?:US|UK|AU|NZ)$/u;
/** `Birdman or (The …)`: the brackets belong to the title. */
const NEEDS_WHAT_FOLLOWS = /\s(?:or|and|the|of|a)$/i;
const LATIN = /\p{Script=Latin}/u;
const VERSION_AT_END = /(?:[\s._-]+(?:v\d|OVA|ONA|OAD|SP\d{1,2}|NC(?:OP|ED)\d{0,2}))+$/u;
const FOREIGN_ARTICLE = /^(.+),\s*(The|A|An|Le|La|Les|Der|Die|Das|El|Los)$/i;
const ALSO_KNOWN_AS = /\s(?:aka|a\.k\.a\.?)\s/i;
/** `Русское / English (Director / Director)` */
const CREDITS = /(?<=\s\/\s[^()]{2,200})\s\(.*$/u;
/** Extras of a disc: `-x02-60 Minutes`. */
const BONUS = /-x\d{2}(?:-.*)?$/;

export interface TitleContext {
  /** Technical words follow, so that words such as `EXTENDED GERMAN` right before them belong to those. */
  readonly beforeTechnical: boolean;
  /** A language is named after the title, so that one at its end belongs to it. */
  readonly saysLanguage: boolean;
  readonly isEpisode: boolean;
}

export interface Title {
  readonly title: string;
  readonly alternatives: string[];
}

/** Makes a title of the part of a name that stands before everything else. */
export function titleOf(raw: string, context: TitleContext): Title {
  let text = cutOpenBracket(raw.replaceAll('_', ' '));
  text = text.replace(CREDITS, '').replace(BONUS, '');
  text = withoutEndWords(trimmed(text), context.beforeTechnical, !context.saysLanguage);
  text = withoutEndBrackets(trimmed(text));
  text = spaced(text);
  if (context.isEpisode) text = text.replace(ENDING_COUNTRY, '');
  text = text.replace(VERSION_AT_END, '');
  const [first = '', ...others] = text.split(ALSO_KNOWN_AS).flatMap((part) => titleInScripts(part));
  return { title: turned(trimmed(first)), alternatives: others.map(trimmed).filter((other) => other !== '') };
}

/** `Title (2009` ends before the bracket that was never closed. */
function cutOpenBracket(text: string): string {
  const open = Math.max(text.lastIndexOf('('), text.lastIndexOf('['), text.lastIndexOf('{'));
  if (open <= 0) return text;
  return /[)\]}]/.test(text.slice(open)) ? text : text.slice(0, open);
}

function trimmed(text: string): string {
  const ends = text.replace(START_SIGNS, '');
  const acronym = /(?:^|[\s._-])(?:\p{L}\.){2,}$/u.exec(ends.trim());
  return acronym ? ends.trim() : ends.replace(END_SIGNS, '').trim();
}

function withoutEndBrackets(text: string): string {
  let rest = text;
  for (let match = END_BRACKETS.exec(rest); match && match.index > 0; match = END_BRACKETS.exec(rest)) {
    const before = rest.slice(0, match.index);
    if (NEEDS_WHAT_FOLLOWS.test(before)) break;
    const inside = (match[1] ?? '').trim();
    rest = trimmed(!LATIN.test(before) && LATIN.test(inside) ? inside : before);
  }
  return rest;
}

/** Dots between words become spaces; those of `S.W.A.T.` and after `Vol. ` stay. */
function spaced(text: string): string {
  const kept = text.replace(ACRONYM, (acronym) => acronym.replaceAll('.', '\0'));
  return kept
    .replace(/\.(?=\S)|\.$/g, ' ')
    .replaceAll('\0', '.')
    .replace(/\.(?=[\p{L}\d]{2})/gu, '. ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** `Simpsons, The` is filed under its first word. */
const turned = (title: string): string => title.replace(FOREIGN_ARTICLE, '$2 $1');
