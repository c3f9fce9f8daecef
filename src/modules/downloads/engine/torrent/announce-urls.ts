const MAX_TRACKERS = 50;
const PROTOCOLS = new Set(['http:', 'https:', 'udp:']);

/** The tracker URLs among `values` that this engine can announce to, without repeats; at most 50. */
export function announceUrls(values: readonly string[]): string[] {
  const urls = new Set<string>();
  for (const value of values) {
    const url = URL.canParse(value.trim()) ? new URL(value.trim()) : null;
    if (url === null || !PROTOCOLS.has(url.protocol) || url.hostname === '') continue;
    url.hash = '';
    urls.add(url.href);
  }
  return [...urls].slice(0, MAX_TRACKERS);
}
