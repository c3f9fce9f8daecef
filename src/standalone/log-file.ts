import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../common/errors/error-code.js';

const MAX_BYTES = 10 * 1024 * 1024;

/**
 * Log of an embedded server: one file for this run and one before it, at most 10 MiB each. Written synchronously, so
 * that the last lines of a server are there when its end is reported; only the supervisor waits, and servers say little.
 */
export class LogFile {
  private bytes = 0;
  private fd: number;
  private isOpen = true;

  constructor(private readonly file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
    this.fd = openFresh(file);
  }

  readonly write = (line: string): void => {
    if (!this.isOpen) return;
    const text = Buffer.from(`${line}\n`);
    if (this.bytes + text.length > MAX_BYTES) this.rotate();
    this.bytes += text.length;
    try {
      writeSync(this.fd, text);
    } catch {
      // A full disk must not end the process whose duty is to shut the servers down.
    }
  };

  close(): void {
    this.isOpen = false;
    closeSync(this.fd);
  }

  private rotate(): void {
    closeSync(this.fd);
    this.fd = openFresh(this.file);
    this.bytes = 0;
  }
}

function openFresh(file: string): number {
  try {
    renameSync(file, `${file}.1`);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  return openSync(file, 'w', 0o600);
}
