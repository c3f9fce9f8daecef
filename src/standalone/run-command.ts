import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface CommandOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Record<string, string>;
  readonly uid?: number;
  readonly gid?: number;
  readonly log?: (line: string) => void;
}

export interface CommandResult {
  /** Null when a signal ended it, or when it could not be executed at all. */
  readonly code: number | null;
  readonly output: string;
}

/**
 * Runs a short command to its end, both outputs together. It lies in its own process group: Ctrl-C lets it finish.
 * Never rejects: a command that can't be executed is an outcome like any other.
 */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { command, args, env, uid, gid, log } = options;
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(line);
    log?.(line);
  };
  try {
    const child = spawn(command, args, { env, uid, gid, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    createInterface({ input: child.stdout }).on('line', keep);
    createInterface({ input: child.stderr }).on('line', keep);
    await once(child, 'close');
    return { code: child.exitCode, output: lines.join('\n') };
  } catch (error) {
    return { code: null, output: error instanceof Error ? error.message : String(error) };
  }
}
