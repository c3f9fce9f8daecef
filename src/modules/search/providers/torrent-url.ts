const MAX_LENGTH = 4096;
const KEY_PARAMETER = /^(?:jackett_)?api_?key$/i;

export interface LinkContext {
  /** Where the answer came from; relative links are meant from there. */
  readonly baseUrl: URL;
  readonly apiKey: string | undefined;
}

/**
 * The same link with the provider's key again, for the provider alone. Jackett's own links want it under a name of their
 * own; everything else takes it as the protocol has it.
 */
export function withApiKey(link: URL, apiKey: string | undefined): URL {
  const url = new URL(link);
  if (apiKey === undefined) return url;
  url.searchParams.set(url.pathname.includes('/dl/') ? 'jackett_apikey' : 'apikey', apiKey);
  return url;
}

/**
 * The link to a .torrent file without the provider's own API key, which is put back when the file is fetched.
 * Null for what is no web link or still holds the key.
 */
export function torrentUrlOf(link: string, { baseUrl, apiKey }: LinkContext): string | null {
  if (link.length > MAX_LENGTH || !URL.canParse(link, baseUrl.href)) return null;
  const url = new URL(link, baseUrl);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  for (const [name, value] of [...url.searchParams]) {
    if (KEY_PARAMETER.test(name) || value === apiKey) url.searchParams.delete(name);
  }
  const text = url.toString();
  return apiKey !== undefined && text.includes(apiKey) ? null : text;
}
