export const AvailabilityStatus = {
  Available: 'available',
  Downloading: 'downloading',
  Requested: 'requested',
  Unavailable: 'unavailable',
} as const;
export type AvailabilityStatus = (typeof AvailabilityStatus)[keyof typeof AvailabilityStatus];

/** Whether a title can be watched here, and what is being done about it. */
export interface Availability {
  readonly status: AvailabilityStatus;
  /** The row of the catalogue, when there is one. */
  readonly mediaId: string | null;
  /** Null when it is not known: no Plex server is set up, or it does not answer. */
  readonly inPlex: boolean | null;
  /** The request that is open for it and that the asker may see. */
  readonly requestId: string | null;
}

/** What the different sources know of one title. */
export interface KnownOfTitle {
  readonly media: { readonly id: string; readonly status: string } | undefined;
  readonly inPlex: boolean | null;
  readonly requestId: string | null;
}

/** What can be watched counts most, then what is on its way, then what was asked for. */
export function toAvailability({ media, inPlex, requestId }: KnownOfTitle): Availability {
  return { status: statusOf({ media, inPlex, requestId }), mediaId: media?.id ?? null, inPlex, requestId };
}

function statusOf({ media, inPlex, requestId }: KnownOfTitle): AvailabilityStatus {
  if (media?.status === 'available' || inPlex === true) return AvailabilityStatus.Available;
  if (media?.status === 'downloading') return AvailabilityStatus.Downloading;
  return requestId === null ? AvailabilityStatus.Unavailable : AvailabilityStatus.Requested;
}
