import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { AFTER_COMMIT } from './after-commit.decorator.js';
import type { DomainEvent } from './event-map.js';

export interface EventConsumer {
  readonly name: string;
  readonly pattern: string;
  handle(event: DomainEvent): Promise<void>;
}

/** Finds the methods marked with `@AfterCommit` in this process. */
@Injectable()
export class EventConsumers {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  find(): EventConsumer[] {
    return this.discovery
      .getProviders()
      .flatMap(({ instance }: { instance?: unknown }) =>
        typeof instance === 'object' && instance !== null ? this.consumersOf(instance) : [],
      );
  }

  private consumersOf(instance: object): EventConsumer[] {
    const prototype: unknown = Object.getPrototypeOf(instance);
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler: unknown = Reflect.get(instance, method);
      if (typeof handler !== 'function') return [];
      const pattern = this.reflector.get<string | undefined>(AFTER_COMMIT, handler);
      if (pattern === undefined) return [];
      const handle = async (event: DomainEvent) => void (await Reflect.apply(handler, instance, [event]));
      return [{ name: `${instance.constructor.name}.${method}`, pattern, handle }];
    });
  }
}
