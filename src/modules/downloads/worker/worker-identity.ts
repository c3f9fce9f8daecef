import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import { Injectable } from '@nestjs/common';
import { errorCode } from '../../../common/errors/error-code.js';

/** Machine, boot and process namespace. Two processes of one value can ask the system whether the other lives. */
function hostIdentity(): string {
  if (process.platform !== 'linux') return os.hostname();
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${os.hostname()}/${boot}/${readlinkSync('/proc/self/ns/pid')}`;
}

/** This run of this process. A restart is another worker: it must earn its leases anew. */
@Injectable()
export class WorkerIdentity {
  readonly id = randomUUID();
  readonly host = hostIdentity();
  readonly pid = process.pid;

  /** Whether a process of this host is gone for sure. When in doubt it lives, and its lease runs out by itself. */
  isDead(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return false;
    } catch (error) {
      return errorCode(error) === 'ESRCH';
    }
  }
}
