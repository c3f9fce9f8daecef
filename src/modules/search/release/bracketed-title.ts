import { isTechnical } from './name-words.js';

const BRACKET = /\[([^[\]]{1,120})\]/g;
const NO_TITLE =
  /^(?:\d{1,4}(?:\s?[-~]\s?\d{1,4})?(?:\s?(?:v\d|end|fin|完|集|话|話))?|第.{1,12}[话話集回]|[\p{Script=Han}]{2}|[0-9a-f]{8}|(?:19|20)\d\d|v\d|\d{1,2}月新番|BIG5|GB|CH[ST]|.{0,3}[简繁].{0,6}|国漫|剧场版)$/iu;
const WORDS = /\p{L}[\s_]\p{L}/u;
const FAR_EAST = /\p{Script=Han}/u;
const CHAIN = /^\s*\[[^[\]]{1,60}\]\s*\[/;

/**
 * The title of `[Group][Title][01][1080p]`, where nothing stands outside of brackets; the first in Latin letters, else the
 * first. Null for other names.
 */
export function bracketedTitleOf(text: string): { title: string; start: number; end: number } | null {
  if (!CHAIN.test(text)) return null;
  const parts = [...text.matchAll(BRACKET)].slice(1).filter(([, inside = '']) => isCandidate(inside.trim()));
  const latin = parts.filter(([, inside = '']) => /\p{Script=Latin}{3}/u.test(inside));
  // A single word may be a second group.
  const chosen =
    latin.find(([, inside = '']) => WORDS.test(inside) && !FAR_EAST.test(inside)) ??
    latin.find(([, inside = '']) => WORDS.test(inside)) ??
    latin[0] ??
    parts[0];
  if (!chosen) return null;
  const title = (chosen[1] ?? '').replace(/(?<=\p{Script=Latin})\s+[\p{Script=Han}]+$/u, '');
  return {
    title: /\p{Script=Han}/u.test(title) ? title.replaceAll('_', ' / ') : title,
    start: chosen.index,
    end: chosen.index + chosen[0].length,
  };
}

const isCandidate = (inside: string): boolean => !NO_TITLE.test(inside) && !isTechnical(inside);
