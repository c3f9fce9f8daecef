/** What a pending download waits for. */
export const WaitReason = {
  /** A free place; those before it come first. */
  Queue: 'queue',
  /** One of its owner's other downloads to end. */
  UserLimit: 'user_limit',
  /** Another download of its kind to end. */
  KindLimit: 'kind_limit',
  DiskSpace: 'disk_space',
  /** The end of hours in which nothing is fetched. */
  SlowHours: 'slow_hours',
  /** The time of the next attempt after a failure. */
  Retry: 'retry',
  /** Its owner may not receive or store more for now. */
  Quota: 'quota',
} as const;
export type WaitReason = (typeof WaitReason)[keyof typeof WaitReason];

const WAIT_REASONS: readonly string[] = Object.values(WaitReason);

export const isWaitReason = (reason: string): reason is WaitReason => WAIT_REASONS.includes(reason);
