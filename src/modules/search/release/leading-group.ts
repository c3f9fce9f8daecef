import { isTechnical, isWhollyTechnical } from './name-words.js';

/** `[Group] Title`, `[Group][Title][01]`, `[Group] [Second] Title`. */
export interface LeadingGroup {
  readonly group: string;
  /** Where the rest of the name begins. */
  readonly end: number;
}

const BRACKETS = /^\s*[[{]([^\]}]{1,60})[\]}][\s._-]*/;
const ROUND = /^\s*\(([^()]{1,40})\)[\s._-]*(?=[\p{L}\d])/u;
const SECOND = /^\[[A-Z][\w-]{0,12}\][\s._-]*(?=[\p{L}\d])/u;

/** The group that stands in brackets before the title, as in anime; technical words there are none. */
export function leadingGroupOf(text: string): LeadingGroup | null {
  const match = BRACKETS.exec(text);
  const group = match?.[1]?.trim() ?? '';
  if (!match || !/[\p{L}\d]{1}/u.test(group) || group === '™' || match[0].length >= text.length) return null;
  return { group, end: match[0].length };
}

/** Where the title may begin: after the brackets before it. */
export function titleStartOf(text: string): number {
  const round = ROUND.exec(text);
  if (round && isTechnical(round[1] ?? '')) return round[0].length;
  let start = BRACKETS.exec(text)?.[0].length ?? 0;
  if (start >= text.length) return 0;
  if (start > 0) start += technicalBracketsAt(text.slice(start));
  const second = SECOND.exec(text.slice(start));
  if (start > 0 && second && !/^\[/.test(text.slice(start + second[0].length))) start += second[0].length;
  return start;
}

/** Length of `[BD][1080p] ` before a title. */
function technicalBracketsAt(text: string): number {
  const match = /^(?:\[[^[\]]{1,30}\][\s._-]*){1,3}(?=[\p{L}\d])/u.exec(text)?.[0] ?? '';
  return [...match.matchAll(/\[([^[\]]+)\]/g)].every(([, inside = '']) => isTechnical(inside))
    ? match.length
    : 0;
}

/** Whether what stands in the first brackets is a group, and no `[1080p]`. */
export const isGroupName = (text: string): boolean =>
  !isWhollyTechnical(text) && !/^\d+$/.test(text) && !/www\.|\.(?:com|net|org)\b/i.test(text);
