/** How to fetch; `auto` tells from the URL or link. */
export const RequestedKind = {
  Auto: 'auto',
  Http: 'http',
  Gallery: 'gallery',
  Torrent: 'torrent',
} as const;
export type RequestedKind = (typeof RequestedKind)[keyof typeof RequestedKind];
