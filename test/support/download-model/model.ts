/** What downloads should do, in as few words as possible: no database, no leases by the clock, no retries by themselves. */
import { randomUUID } from 'node:crypto';

export const PER_USER = 3;
export const DEFAULT_PRIORITY = 50;

export type ModelState =
  'pending' | 'running' | 'importing' | 'paused' | 'completed' | 'failed' | 'cancelled';

export interface ModelRow {
  readonly id: string;
  readonly owner: number;
  state: ModelState;
  desired: 'running' | 'paused' | 'cancelled';
  /** The worker that holds it, also when its lease has run out. */
  worker: string | null;
  isExpired: boolean;
  hasDirectory: boolean;
  keepsFiles: boolean;
  /** Waits for its next attempt. */
  isDelayed: boolean;
  /** All bytes are there: only the import failed. */
  hasAllBytes: boolean;
  priority: number;
  readonly trail: string[];
  readonly events: string[];
}

/** Two people and a moderator. */
export type Who = 0 | 1 | 'moderator';

export type UserCommand =
  | { readonly name: 'pause' | 'resume' | 'retry' | 'forget' }
  | { readonly name: 'cancel'; readonly deletesFiles: boolean }
  | { readonly name: 'change'; readonly priority: number };

/** The code of a refusal, or null when the command is obeyed. */
export type Verdict = string | null;

const ACTIVE: readonly ModelState[] = ['pending', 'running', 'importing'];
const CONFLICT = 'DOWNLOAD_STATE_CONFLICT';

export class DownloadModel {
  readonly rows: ModelRow[] = [];
  readonly forgotten: { id: string; trail: string[] }[] = [];

  activeOf(owner: number): number {
    return this.rows.filter((row) => row.owner === owner && ACTIVE.includes(row.state)).length;
  }

  started(id: string, owner: number): void {
    this.rows.push({
      id,
      owner,
      state: 'pending',
      desired: 'running',
      worker: null,
      isExpired: false,
      hasDirectory: false,
      keepsFiles: false,
      isDelayed: false,
      hasAllBytes: false,
      priority: DEFAULT_PRIORITY,
      trail: ['download_started'],
      events: ['download.created'],
    });
  }

  /** Null is a download that does not exist. Steps that are few meet often on the first rows. */
  pick(number: number | null): ModelRow | null {
    return number === null ? null : (this.rows[number] ?? this.rows[0] ?? null);
  }

  obey(row: ModelRow | null, who: Who, command: UserCommand): Verdict {
    if (!row || (who !== 'moderator' && who !== row.owner)) return 'NOT_FOUND';
    switch (command.name) {
      case 'pause':
        return this.pause(row);
      case 'resume':
        return this.resume(row);
      case 'retry':
        return this.retry(row);
      case 'cancel':
        return this.cancel(row, command.deletesFiles);
      case 'change':
        return this.change(row, who, command.priority);
      case 'forget':
        return this.forget(row);
    }
  }

  private pause(row: ModelRow): Verdict {
    if (row.state === 'paused') return null;
    if (row.state !== 'pending' && row.state !== 'running') return CONFLICT;
    Object.assign(row, { state: 'paused', desired: 'paused', isDelayed: false });
    return told(row, 'paused');
  }

  private resume(row: ModelRow): Verdict {
    if (ACTIVE.includes(row.state)) return null;
    return row.state === 'paused' || row.state === 'failed' ? this.again(row) : CONFLICT;
  }

  private retry(row: ModelRow): Verdict {
    if (row.state === 'failed') return this.again(row);
    if (!ACTIVE.includes(row.state)) return CONFLICT;
    if (row.isDelayed) row.trail.push('download_resumed');
    row.isDelayed = false;
    return null;
  }

  private again(row: ModelRow): Verdict {
    if (this.activeOf(row.owner) >= PER_USER) return 'RATE_LIMIT_EXCEEDED';
    const state = row.state === 'failed' && row.hasAllBytes ? 'importing' : 'pending';
    Object.assign(row, { state, desired: 'running', isDelayed: false });
    return told(row, 'resumed');
  }

  private cancel(row: ModelRow, deletesFiles: boolean): Verdict {
    if (row.state === 'importing' || row.state === 'completed') return CONFLICT;
    if (row.state !== 'cancelled') {
      row.keepsFiles = !deletesFiles && row.hasDirectory;
      Object.assign(row, { state: 'cancelled', desired: 'cancelled', isDelayed: false });
      return told(row, 'cancelled');
    }
    if (row.keepsFiles && deletesFiles) {
      row.keepsFiles = false;
      row.trail.push('download_cancelled');
    }
    return null;
  }

  private change(row: ModelRow, who: Who, priority: number): Verdict {
    if (!['pending', 'running', 'paused', 'failed'].includes(row.state)) return CONFLICT;
    if (who !== 'moderator' && priority > Math.max(row.priority, DEFAULT_PRIORITY)) return 'FORBIDDEN';
    if (priority !== row.priority) row.trail.push('download_changed');
    row.priority = priority;
    return null;
  }

  private forget(row: ModelRow): Verdict {
    if (!['completed', 'failed', 'cancelled'].includes(row.state)) return CONFLICT;
    this.rows.splice(this.rows.indexOf(row), 1);
    this.forgotten.push({ id: row.id, trail: [...row.trail, 'download_forgotten'] });
    return null;
  }
}

/** What workers do. Each says whether the row lets it. */
export const WORK = {
  claim(row: ModelRow, worker: string): boolean {
    const isFree = row.worker === null || row.isExpired;
    if (row.desired !== 'running' || !ACTIVE.includes(row.state) || !isFree || row.isDelayed) return false;
    if (row.state !== 'importing') row.state = 'running';
    Object.assign(row, { worker, isExpired: false, hasDirectory: true });
    return true;
  },
  renew(row: ModelRow, worker: string): boolean {
    if (row.worker !== worker) return false;
    row.isExpired = false;
    if (row.state === 'pending' && row.desired === 'running') row.state = 'running';
    return true;
  },
  progress: (row: ModelRow, worker: string): boolean => runs(row, worker, ['running']),
  importing(row: ModelRow, worker: string): boolean {
    if (!runs(row, worker, ['running'])) return false;
    row.state = 'importing';
    return true;
  },
  complete(row: ModelRow, worker: string): boolean {
    if (!runs(row, worker, ['importing'])) return false;
    row.state = 'completed';
    told(row, 'completed');
    return true;
  },
  fail: (row: ModelRow, worker: string): boolean => fails(row, worker, false),
  failImport: (row: ModelRow, worker: string): boolean => fails(row, worker, true),
  delay(row: ModelRow, worker: string): boolean {
    if (!runs(row, worker, ACTIVE)) return false;
    letGo(row);
    row.isDelayed = true;
    return true;
  },
  release(row: ModelRow, worker: string): boolean {
    if (row.worker === worker) letGo(row);
    return true;
  },
} as const;
export type Work = keyof typeof WORK;

export function letGo(row: ModelRow): void {
  row.worker = null;
  row.isExpired = false;
  if (row.state === 'running') row.state = 'pending';
}

/** Whether its directory may be deleted now. */
export const isLeftover = (row: ModelRow): boolean =>
  row.hasDirectory &&
  !row.keepsFiles &&
  (row.state === 'completed' || row.state === 'cancelled') &&
  (row.worker === null || row.isExpired);

export const unknownId = (): string => randomUUID();

function fails(row: ModelRow, worker: string, hasAllBytes: boolean): boolean {
  if (!runs(row, worker, ['running', 'importing'])) return false;
  Object.assign(row, { state: 'failed', worker: null, isDelayed: false, hasAllBytes });
  told(row, 'failed');
  return true;
}

const runs = (row: ModelRow, worker: string, states: readonly ModelState[]): boolean =>
  row.worker === worker && row.desired === 'running' && states.includes(row.state);

function told(row: ModelRow, what: string): null {
  row.trail.push(`download_${what}`);
  row.events.push(`download.${what}`);
  return null;
}
