import { flag, number, setting, wholeNumber } from './setting.js';
import type { Setting } from './setting.js';
import { slowHours, timeZone } from './slow-hours.js';

const GIB = 1024 ** 3;
const MAX_BYTES = 1024 ** 5;
const YEAR_MINUTES = 525_600;

/** Group `downloads`: how many at once, how often again, how much of the disk, and when how fast. */
export const DOWNLOAD_SETTINGS = {
  at_once: setting({
    kind: wholeNumber(1, 10_000),
    description:
      'Downloads that run at once on all workers together. SOKOUL_DOWNLOADS_PER_WORKER limits each worker besides.',
    fallback: () => 200,
  }),
  torrents_at_once: setting({
    kind: wholeNumber(0, 10_000),
    description: 'Torrents that run at once on all workers together. 0 lets all of them wait.',
    fallback: () => 200,
  }),
  http_at_once: setting({
    kind: wholeNumber(0, 10_000),
    description:
      'Downloads of single files that run at once on all workers together. 0 lets all of them wait.',
    fallback: () => 200,
  }),
  galleries_at_once: setting({
    kind: wholeNumber(0, 10_000),
    description: 'Galleries that run at once on all workers together. 0 lets all of them wait.',
    fallback: () => 50,
  }),
  queue_when_full: setting({
    kind: flag(),
    description:
      'Whether downloads beyond limits.downloads_per_user are taken and wait for their turn. Without it they are refused.',
    fallback: () => false,
  }),
  queued_per_user: setting({
    kind: wholeNumber(1, 100_000),
    description: 'With queue_when_full: downloads that one person may have waiting and running together.',
    fallback: () => 1000,
  }),
  max_retries: setting({
    kind: wholeNumber(0, 100),
    description:
      'How often a failed torrent is tried again by itself. Downloads by URL bring a number of their own.',
    fallback: () => 3,
  }),
  retry_delay_seconds: setting({
    kind: wholeNumber(1, 86_400),
    description: 'Seconds before the first of these attempts; doubled before each later one, up to an hour.',
    fallback: () => 30,
  }),
  min_free_bytes: setting({
    kind: wholeNumber(0, MAX_BYTES),
    description:
      'Bytes that stay free on the disks of downloads and library. With less, every download waits until there is room again.',
    fallback: () => GIB,
  }),
  schedule: setting({
    kind: slowHours(),
    description: 'Hours with other speed limits, in bytes a second per worker. 0 stops downloads meanwhile.',
    fallback: () => [],
  }),
  time_zone: setting({
    kind: timeZone(),
    description: 'Time zone of the schedule. Default: that of the server.',
    fallback: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
  }),
  seed_ratio: setting({
    kind: number(0, 1000),
    description:
      'Completed torrents are sent to other peers until this many times their size is sent. 0: no such goal; without any goal they are not sent.',
    fallback: () => 0,
  }),
  seed_minutes: setting({
    kind: wholeNumber(0, YEAR_MINUTES),
    description: 'Or until this many minutes are over, whichever comes first. 0: no such goal.',
    fallback: () => 0,
  }),
  seeds_at_once: setting({
    kind: wholeNumber(1, 1000),
    description: 'Completed torrents that one worker sends to other peers at once.',
    fallback: () => 20,
  }),
} as const satisfies Record<string, Setting>;

/** Group `quotas`: what one person may receive and keep, unless administrators said otherwise for that person. */
export const QUOTA_SETTINGS = {
  daily_bytes: setting({
    kind: wholeNumber(0, MAX_BYTES),
    description: 'Bytes that one person’s downloads may receive within 24 hours. 0: no quota.',
    fallback: () => 0,
  }),
  stored_bytes: setting({
    kind: wholeNumber(0, MAX_BYTES),
    description:
      'Bytes that one person’s downloads may occupy, in the library and on their way there. 0: no quota.',
    fallback: () => 0,
  }),
} as const satisfies Record<string, Setting>;
