import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Config } from './load-config.js';
import { DataPaths } from './paths.js';
import type { SectionClass } from './section.js';
import { SECTIONS } from './sections.js';

/** Makes each configuration section injectable by its class. */
@Module({})
export class ConfigModule {
  static forRoot(config: Config): DynamicModule {
    const providers = [
      { provide: Config, useValue: config },
      { provide: DataPaths, useValue: new DataPaths(config) },
      ...SECTIONS.map((section) => ({ provide: section, useValue: config.get(section as SectionClass) })),
    ];
    return { module: ConfigModule, global: true, providers, exports: providers };
  }
}
