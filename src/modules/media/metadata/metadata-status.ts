/** What the catalogue has of TMDB's data on a title: nothing to ask for, not asked yet, all of it, or a refusal. */
export const MetadataStatus = { None: 'none', Pending: 'pending', Ready: 'ready', Failed: 'failed' } as const;
export type MetadataStatus = (typeof MetadataStatus)[keyof typeof MetadataStatus];
