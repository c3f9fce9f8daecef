export { DiscoverModule } from './discover.module.js';
export { DiscoverService } from './discover.service.js';
export type { DiscoveredDetails, DiscoveredPage, DiscoveredTitle } from './discover.service.js';
export { AvailabilitySources, titleRefKey } from './availability-sources.js';
export type { FindInPlex, FindOpenRequests, TitleRef } from './availability-sources.js';
export type { Availability } from './availability.js';
