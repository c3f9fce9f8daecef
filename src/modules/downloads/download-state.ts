/** What its owner wants of a download. */
export const DesiredState = { Running: 'running', Paused: 'paused', Cancelled: 'cancelled' } as const;
export type DesiredState = (typeof DesiredState)[keyof typeof DesiredState];

/** Where a download stands. */
export const DownloadState = {
  Pending: 'pending',
  Running: 'running',
  Importing: 'importing',
  Paused: 'paused',
  Completed: 'completed',
  Failed: 'failed',
  Cancelled: 'cancelled',
  Skipped: 'skipped',
} as const;
export type DownloadState = (typeof DownloadState)[keyof typeof DownloadState];

/** What clients are told: importing is the last stretch of running. */
export const DownloadStatus = {
  Pending: 'pending',
  Running: 'running',
  Completed: 'completed',
  Failed: 'failed',
  Paused: 'paused',
  Cancelled: 'cancelled',
  /** There already. */
  Skipped: 'skipped',
} as const;
export type DownloadStatus = (typeof DownloadStatus)[keyof typeof DownloadStatus];

export const statusOf = (state: DownloadState): DownloadStatus =>
  state === DownloadState.Importing ? DownloadStatus.Running : state;

export const statesOf = (status: DownloadStatus): DownloadState[] =>
  Object.values(DownloadState).filter((state) => statusOf(state) === status);

/** States that count against a person's limit: a paused download takes no bandwidth. */
export const ACTIVE_STATES: readonly DownloadState[] = [
  DownloadState.Pending,
  DownloadState.Running,
  DownloadState.Importing,
];

export type DownloadCommand = 'pause' | 'resume' | 'cancel' | 'retry' | 'change' | 'stop_seeding' | 'forget';

/** `done` is already so, and succeeds without doing anything. What is not listed is a conflict. */
const RULES: Readonly<Record<DownloadCommand, Partial<Record<DownloadState, 'apply' | 'done'>>>> = {
  pause: { pending: 'apply', running: 'apply', paused: 'done' },
  resume: { paused: 'apply', failed: 'apply', pending: 'done', running: 'done', importing: 'done' },
  cancel: { pending: 'apply', running: 'apply', paused: 'apply', failed: 'apply', cancelled: 'done' },
  retry: { failed: 'apply', pending: 'done', running: 'done', importing: 'done' },
  change: { pending: 'apply', running: 'apply', paused: 'apply', failed: 'apply' },
  stop_seeding: { completed: 'done' },
  forget: { completed: 'apply', failed: 'apply', cancelled: 'apply', skipped: 'apply' },
};

/** While a completed download is sent to peers, its limits count, and it must not vanish. */
const RULES_WHILE_SEEDING: Readonly<Partial<Record<DownloadCommand, 'apply' | 'conflict'>>> = {
  change: 'apply',
  stop_seeding: 'apply',
  forget: 'conflict',
};

/** What a command does to a download in this state. */
export function effectOf(
  command: DownloadCommand,
  state: DownloadState,
  isSeeding = false,
): 'apply' | 'done' | 'conflict' {
  const whileSeeding = isSeeding && state === DownloadState.Completed;
  return (whileSeeding ? RULES_WHILE_SEEDING[command] : undefined) ?? RULES[command][state] ?? 'conflict';
}
