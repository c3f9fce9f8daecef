import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { isSerializationFailure } from './postgres-errors.js';

const MAX_ATTEMPTS = 3;

type AfterCommit = () => Promise<void>;

interface OpenUnit {
  readonly manager: EntityManager;
  readonly afterCommit: AfterCommit[];
}

/**
 * Runs a closure in one transaction that every repository call inside joins by itself.
 * The closure may run again after a serialization failure or deadlock: it changes nothing outside the database.
 */
@Injectable()
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<OpenUnit>();

  constructor(private readonly dataSource: DataSource) {}

  get isOpen(): boolean {
    return this.current.getStore() !== undefined;
  }

  /** The manager of the open transaction, else of the pool. */
  get manager(): EntityManager {
    return this.current.getStore()?.manager ?? this.dataSource.manager;
  }

  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /** Joins the open transaction if there is one. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen) return work();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isSerializationFailure(error)) throw error;
      }
    }
  }

  /**
   * Does `work` once the open transaction has committed, or now when none is open; not at all after a rollback. For
   * hints to other processes, which may get lost: what must happen is an event. `work` does not throw.
   */
  async afterCommit(work: AfterCommit): Promise<void> {
    const unit = this.current.getStore();
    if (unit) unit.afterCommit.push(work);
    else await work();
  }

  private async runOnce<T>(work: () => Promise<T>): Promise<T> {
    const afterCommit: AfterCommit[] = [];
    const result = await this.dataSource.transaction((manager) =>
      this.current.run({ manager, afterCommit }, work),
    );
    for (const hint of afterCommit) await hint();
    return result;
  }
}
