export interface TmdbRequest {
  /** Below the API's base, beginning with a slash. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | number>>;
}

/** Names the request, whatever the order of its parameters; holds no key. */
export function keyOf({ path, query }: TmdbRequest): string {
  const parameters = new URLSearchParams(
    Object.entries(query)
      .map(([name, value]): [string, string] => [name, String(value)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return parameters.size === 0 ? path : `${path}?${parameters.toString()}`;
}
