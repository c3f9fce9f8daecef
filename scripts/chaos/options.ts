import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly seed: number;
  /** kill -9 of workers and of the API together. */
  readonly kills: number;
  /** How long things are broken. */
  readonly minutes: number;
  /** Afterwards everything must be there within so long. */
  readonly patienceSeconds: number;
  readonly torrents: number;
  readonly files: number;
  readonly galleries: number;
  /** Of each torrent and of each single file. */
  readonly sizeBytes: number;
  readonly isJson: boolean;
  /** Leaves logs and data behind. */
  readonly keeps: boolean;
}

const MIB = 1024 * 1024;

const FLAGS = {
  seed: { type: 'string' },
  kills: { type: 'string', default: '30' },
  minutes: { type: 'string', default: '3' },
  patience: { type: 'string', default: '120' },
  torrents: { type: 'string', default: '4' },
  files: { type: 'string', default: '4' },
  galleries: { type: 'string', default: '2' },
  'size-mib': { type: 'string', default: '24' },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
} as const;

export const USAGE =
  'npm run chaos -- [--seed N] [--kills 30] [--minutes 3] [--patience SECONDS] ' +
  '[--torrents 4] [--files 4] [--galleries 2] [--size-mib 24] [--keep] [--json]';

/** Throws when a flag is unknown or is not a number. Without a seed each run is another. */
export function readOptions(args: string[]): ChaosOptions {
  const { values } = parseArgs({ args, options: FLAGS, strict: true });
  const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
  return {
    seed: numberOf('seed', seed),
    kills: numberOf('kills', values.kills),
    minutes: numberOf('minutes', values.minutes),
    patienceSeconds: numberOf('patience', values.patience),
    torrents: numberOf('torrents', values.torrents),
    files: numberOf('files', values.files),
    galleries: numberOf('galleries', values.galleries),
    sizeBytes: Math.round(numberOf('size-mib', values['size-mib']) * MIB),
    isJson: values.json,
    keeps: values.keep,
  };
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number`);
  return value;
}
