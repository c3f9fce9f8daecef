const MAX_TRACKERS = 50;
const MAX_WEB_SEEDS = 20;
const PROTOCOLS = new Set(['http:', 'https:', 'udp:']);
const WEB_PROTOCOLS = new Set(['http:', 'https:']);

/** The tracker URLs among `values` that this engine can announce to, without repeats; at most 50. */
export function announceUrls(values: readonly string[]): string[] {
  return urlsOf(values, PROTOCOLS).slice(0, MAX_TRACKERS);
}

/** The web servers among `values`, without repeats; at most 20. */
export function webSeedUrls(values: readonly string[]): string[] {
  return urlsOf(values, WEB_PROTOCOLS).slice(0, MAX_WEB_SEEDS);
}

function urlsOf(values: readonly string[], protocols: ReadonlySet<string>): string[] {
  const urls = new Set<string>();
  for (const value of values) {
    const url = URL.canParse(value.trim()) ? new URL(value.trim()) : null;
    if (url === null || !protocols.has(url.protocol) || url.hostname === '') continue;
    url.hash = '';
    urls.add(url.href);
  }
  return [...urls];
}
