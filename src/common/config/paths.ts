import path from 'node:path';
import type { Config } from './load-config.js';
import { DownloadsConfig } from './downloads.config.js';
import { LibraryConfig } from './library.config.js';
import { ServerConfig } from './server.config.js';

/** Where files lie, as absolute paths. */
export class DataPaths {
  readonly root: string;
  readonly keys: string;
  readonly downloads: string;
  readonly library: string;

  constructor(config: Config) {
    this.root = path.resolve(config.get(ServerConfig).dataDir);
    this.keys = path.join(this.root, 'keys');
    this.downloads = path.resolve(config.get(DownloadsConfig).directory ?? path.join(this.root, 'downloads'));
    this.library = path.resolve(config.get(LibraryConfig).directory ?? path.join(this.root, 'library'));
  }
}
