const V3_KEY = /^[0-9a-f]{32}$/i;

export interface TmdbCredential {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** TMDB gives out two kinds: a long token that goes into a header, and a short key that only the query takes. */
export const credentialOf = (apiKey: string): TmdbCredential =>
  V3_KEY.test(apiKey)
    ? { headers: {}, query: { api_key: apiKey } }
    : { headers: { authorization: `Bearer ${apiKey}` }, query: {} };
