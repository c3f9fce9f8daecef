import { Injectable } from '@nestjs/common';
import type { OutsideService } from './outside-service.js';

/** Every outside service that is known in this process, whether it is configured or not. Modules register theirs in `onModuleInit`. */
@Injectable()
export class ServiceRegistry {
  private readonly byName = new Map<string, OutsideService>();

  register(service: OutsideService): void {
    if (this.byName.has(service.name)) throw new Error(`Two services are named ${service.name}`);
    this.byName.set(service.name, service);
  }

  /** By name. */
  list(): OutsideService[] {
    return [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): OutsideService | undefined {
    return this.byName.get(name);
  }
}
