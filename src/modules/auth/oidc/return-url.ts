const BASE = 'http://base.invalid';
const HTTP = new Set(['http:', 'https:']);

function parse(text: string): URL | null {
  return URL.canParse(text, BASE) ? new URL(text, BASE) : null;
}

const toText = (url: URL): string =>
  url.origin === BASE ? `${url.pathname}${url.search}${url.hash}` : url.href;

/**
 * Where a browser may be sent after a sign-in: a path of this server, or a page of an origin on the list. Null for everything
 * else, `//host` and backslashes included, which browsers take for another server.
 */
export function acceptReturnUrl(text: string, origins: Iterable<string>): string | null {
  const url = parse(text);
  if (!url || !HTTP.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  // `/.//host` ends up as `//host`.
  if (url.pathname.startsWith('//')) return null;
  const isPath = text.startsWith('/') && url.origin === BASE;
  return isPath || new Set(origins).has(url.origin) ? toText(url) : null;
}

/** An accepted return URL with one more parameter in its query. */
export function withParameter(returnTo: string, name: string, value: string): string {
  const url = new URL(returnTo, BASE);
  url.searchParams.set(name, value);
  return toText(url);
}
