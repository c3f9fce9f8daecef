import { EnumField, ObjectField, TextField } from '../../../common/http/fields.js';
import { WatchAccess } from '../../tmdb/index.js';
import type { TmdbWatchOffer, TmdbWatchProviders } from '../../tmdb/index.js';

/** One way to watch a title at a service. */
export class WhereToWatchOfferResponse {
  @TextField({ max: 100, description: 'Service', example: 'netflix' })
  service: string;

  @TextField({ max: 200, description: 'Its name for people', example: 'Netflix' })
  service_name: string;

  @EnumField({
    enum: WatchAccess,
    enumName: 'WatchAccess',
    description: 'On what terms',
    example: 'subscription',
  })
  access: WatchAccess;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'Logo of the service',
    example: 'https://image.tmdb.org/t/p/w92/logo.jpg',
  })
  logo_url: string | null;
}

/** Where a title can be watched. Show it with the name in `attribution`. */
export class WhereToWatchResponse {
  @TextField({ max: 2, description: 'Country (ISO 3166-1)', example: 'US' })
  region: string;

  @TextField({
    max: 2048,
    nullable: true,
    description: 'A page that links to the services',
    example: 'https://www.themoviedb.org/movie/27205/watch?locale=US',
  })
  link: string | null;

  @TextField({ max: 50, description: 'Whose data this is', example: 'JustWatch' })
  attribution: string;

  @ObjectField({ type: () => WhereToWatchOfferResponse, isArray: true, description: 'Services' })
  offers: WhereToWatchOfferResponse[];
}

const toOffer = (offer: TmdbWatchOffer): WhereToWatchOfferResponse => ({
  service: offer.service,
  service_name: offer.serviceName,
  access: offer.access,
  logo_url: offer.logoUrl,
});

export const toWhereToWatchResponse = (watch: TmdbWatchProviders): WhereToWatchResponse => ({
  region: watch.region,
  link: watch.link,
  attribution: 'JustWatch',
  offers: watch.offers.map(toOffer),
});
