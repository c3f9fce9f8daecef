import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

/**
 * Names the time since this machine was started: what a killed process has written is still there as long as it lasts.
 * Where the system has no such name, every process is taken for a boot of its own.
 */
export const BOOT_ID =
  process.platform === 'linux'
    ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    : randomUUID();
