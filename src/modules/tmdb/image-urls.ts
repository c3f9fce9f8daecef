/** Widths that TMDB offers, as its configuration lists them. */
const SIZES = {
  poster: 'w500',
  backdrop: 'w1280',
  logo: 'w500',
  profile: 'w185',
  still: 'w300',
  service: 'w92',
} as const;
export type ImageUse = keyof typeof SIZES;

export type ImageUrl = (use: ImageUse, path: string | null) => string | null;

/** Absolute addresses of images below `baseUrl`; null for what is no path of TMDB. */
export function imageUrls(baseUrl: string): ImageUrl {
  const base = baseUrl.replace(/\/+$/, '');
  return (use, path) => (path !== null && /^\/[\w.-]+$/.test(path) ? `${base}/${SIZES[use]}${path}` : null);
}
