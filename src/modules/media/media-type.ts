export const MediaType = { Movie: 'movie', Tv: 'tv', Episode: 'episode' } as const;
export type MediaType = (typeof MediaType)[keyof typeof MediaType];
