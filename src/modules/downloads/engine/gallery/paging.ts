export interface Anchor {
  readonly url: URL;
  readonly rel: string;
  readonly className: string;
  readonly text: string;
}

const PAGE_PARAMETERS = ['page', 'p', 'pg', 'paged', 'offset', 'start', 'o'];
const PAGE_IN_PATH = /^(.*?)\/page[/-](\d{1,6})\/?$/i;
const NEXT_CLASS = /(?:^|[\s_-])(?:next|older)(?:$|[\s_-])/i;
const PAGER_CLASS = /(?:^|[\s_-])(?:pagination|pager|page-numbers?|page-link|page)(?:$|[\s_-])/i;
const NUMBER = /^\s*\d{1,6}\s*$/;

/** Whether a link leads to a later part of the same list as `page`. Other hosts never do. */
export function isPagingLink(page: URL, { url, rel, className, text }: Anchor): boolean {
  if (url.host !== page.host) return false;
  if (rel.toLowerCase().split(/\s+/).includes('next') || NEXT_CLASS.test(className)) return true;
  const later = isLater(positionIn(page), positionIn(url));
  return later ?? (PAGER_CLASS.test(className) && NUMBER.test(text));
}

interface Position {
  /** The list without the number of the page. */
  readonly list: string;
  readonly number: number | null;
}

/** Null when the two are not told apart by a number. */
function isLater(here: Position, there: Position): boolean | null {
  if (there.number === null || here.list !== there.list) return null;
  return there.number > (here.number ?? 0);
}

function positionIn(url: URL): Position {
  const [, path = url.pathname, pathNumber] = PAGE_IN_PATH.exec(url.pathname) ?? [];
  const query = new URLSearchParams(url.search);
  const name = PAGE_PARAMETERS.find((parameter) => NUMBER.test(query.get(parameter) ?? ''));
  const number = pathNumber ?? (name === undefined ? null : query.get(name));
  if (name !== undefined) query.delete(name);
  query.sort();
  return { list: `${path.replace(/\/$/, '')}?${query}`, number: number === null ? null : Number(number) };
}
