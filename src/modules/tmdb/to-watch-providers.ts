import type { ImageUrl } from './image-urls.js';
import { WatchAccess } from './tmdb.types.js';
import type { WatchBody, WatchRegionBody, WatchServiceBody } from './tmdb.schemas.js';
import type { TmdbWatchOffer, TmdbWatchProviders } from './tmdb.types.js';

const LISTS: ReadonlyArray<[WatchAccess, Exclude<keyof WatchRegionBody, 'link'>]> = [
  [WatchAccess.Subscription, 'flatrate'],
  [WatchAccess.Free, 'free'],
  [WatchAccess.Ads, 'ads'],
  [WatchAccess.Rent, 'rent'],
  [WatchAccess.Buy, 'buy'],
];

export function toWatchProviders(body: WatchBody, region: string, imageUrl: ImageUrl): TmdbWatchProviders {
  const found = body.results[region];
  if (!found) return { region, link: null, offers: [] };
  const offers = LISTS.flatMap(([access, list]) =>
    found[list]
      .toSorted((a, b) => a.display_priority - b.display_priority)
      .map((service) => toOffer(service, access, imageUrl)),
  );
  return { region, link: found.link, offers: eachOnce(offers) };
}

const toOffer = (body: WatchServiceBody, access: WatchAccess, imageUrl: ImageUrl): TmdbWatchOffer => ({
  service: serviceSlug(body.provider_name, body.provider_id),
  serviceName: body.provider_name.trim(),
  access,
  logoUrl: imageUrl('service', body.logo_path),
});

/** `Disney+` is `disney-plus`; a name without Latin letters goes by its number at TMDB. */
export function serviceSlug(name: string, providerId: number): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('+', ' plus ')
    .replaceAll('&', ' and ')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? `service-${providerId}` : slug.slice(0, 100);
}

/** Services appear twice where they have two numbers at TMDB. */
function eachOnce(offers: readonly TmdbWatchOffer[]): TmdbWatchOffer[] {
  const seen = new Set<string>();
  return offers.filter(({ service, access }) => {
    const key = `${service}:${access}`;
    return !seen.has(key) && seen.add(key);
  });
}
