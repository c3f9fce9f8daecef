const MAX_NODES = 20_000;

/** Every `contentUrl` in a block of JSON-LD, as written. Broken blocks have none. */
export function contentUrlsOf(json: string): string[] {
  const found: string[] = [];
  const waiting = [parse(json)];
  for (let seen = 0; waiting.length > 0 && seen < MAX_NODES; seen += 1) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null) continue;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'contentUrl' && typeof value === 'string') found.push(value);
      else waiting.push(value);
    }
  }
  return found;
}

function parse(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return value;
  } catch {
    return null; // strangers' pages: many blocks are broken
  }
}
