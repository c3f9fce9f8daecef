export interface FeedContext {
  /** Where the feed came from; relative links are meant from there. */
  readonly baseUrl: URL;
  readonly apiKey: string | undefined;
}
