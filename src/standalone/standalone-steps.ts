import type { ChildSpec } from './child.js';
import type { PortUse } from './startup-checks.js';

/** What standalone mode needs of the configuration. */
export interface StandaloneConfig {
  readonly dataDir: string;
  readonly host: string;
  /** Port of the API; 0 takes a free one. */
  readonly port: number;
  /** Further ports that the children will listen on. */
  readonly otherPorts?: readonly PortUse[];
  /** Without one, a PostgreSQL of our own runs in the data directory. */
  readonly databaseUrl?: string;
  /** Without one, a Redis of our own runs in the data directory. */
  readonly redisUrl?: string;
}

/** Where the children find their servers. */
export interface ServiceUrls {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

export interface StandaloneInfo extends ServiceUrls {
  /** URL of the API, from its own `ready` message where it names one. */
  readonly url: string;
  readonly dataDir: string;
  readonly startedInMs: number;
}

/** The parts of a start that depend on the rest of Sokoul. Each may throw; its message becomes the one line. */
export interface StandaloneSteps {
  /** Reads and checks the configuration. */
  config(): StandaloneConfig;
  /** Between servers and processes: migrations, the first administrator, keys. */
  prepare(urls: ServiceUrls): Promise<void>;
  /** In the order of their start; they are started together and stopped together. */
  children(urls: ServiceUrls): readonly ChildSpec[];
  /** What is printed once everything answers. */
  banner(info: StandaloneInfo): string;
}
