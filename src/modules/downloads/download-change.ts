import type { Actor } from '../../common/access/actor.js';
import { Role, includesRole } from '../../common/access/role.js';
import { ForbiddenError, ValidationError } from '../../common/errors/common.errors.js';
import { DEFAULT_PRIORITY } from './download-request.js';
import { DownloadKindName, NO_LIMITS } from './engine/download-source.js';
import type { DownloadLimits } from './engine/download-source.js';
import type { Download } from './download.entity.js';

/** What may be changed of a download that has not ended. */
export interface DownloadChange {
  /** Null leaves it. */
  readonly priority: number | null;
  /** What is not in it stays. */
  readonly limits: Partial<DownloadLimits>;
}

/** What goes by another name on the wire, and means something to torrents only. */
const OF_TORRENTS = {
  isSequential: 'sequential',
  wantedFiles: 'files',
  seedRatio: 'seed_ratio',
  seedMinutes: 'seed_minutes',
} as const satisfies Partial<Record<keyof DownloadLimits, string>>;

/** Nobody but moderators goes before other people. Throws ForbiddenError. */
export function assertPriority(actor: Actor, wanted: number, present = DEFAULT_PRIORITY): void {
  if (wanted <= Math.max(present, DEFAULT_PRIORITY) || includesRole(actor.role, Role.Moderator)) return;
  throw new ForbiddenError(`Only moderators may give a priority above ${DEFAULT_PRIORITY}`);
}

/** Throws ValidationError for limits that a download of this kind can't obey. */
export function assertLimitsFit(kind: DownloadKindName, limits: Partial<DownloadLimits>): void {
  if (kind === DownloadKindName.Torrent) return;
  for (const name of ['isSequential', 'wantedFiles', 'seedRatio', 'seedMinutes'] as const)
    if ((limits[name] ?? NO_LIMITS[name]) !== NO_LIMITS[name])
      throw new ValidationError('Only torrents have this', { field: OF_TORRENTS[name] });
}

/** Throws ValidationError for files that the download does not have. While its files are unknown, all numbers may be right. */
export function assertFilesExist(
  { files }: Pick<Download, 'files'>,
  { wantedFiles }: Partial<DownloadLimits>,
): void {
  if (!wantedFiles || files.length === 0) return;
  const known = new Set(files.map(({ index }) => index));
  const unknown = wantedFiles.filter((index) => !known.has(index));
  if (unknown.length > 0)
    throw new ValidationError(`The download has no file ${unknown[0]}`, { field: 'files', unknown });
}

/** The limits afterwards; what says "no limit" is left out, so that equal limits are equal rows. */
export function limitsAfter(
  before: Partial<DownloadLimits>,
  change: Partial<DownloadLimits>,
): Partial<DownloadLimits> {
  const { downloadLimit, uploadLimit, isSequential, wantedFiles, seedRatio, seedMinutes }: DownloadLimits = {
    ...NO_LIMITS,
    ...before,
    ...change,
  };
  return {
    ...(downloadLimit === null ? {} : { downloadLimit }),
    ...(uploadLimit === null ? {} : { uploadLimit }),
    ...(isSequential ? { isSequential } : {}),
    ...(wantedFiles === null ? {} : { wantedFiles }),
    ...(seedRatio === null ? {} : { seedRatio }),
    ...(seedMinutes === null ? {} : { seedMinutes }),
  };
}
