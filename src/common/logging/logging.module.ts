import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Logger } from './logger.js';

@Module({})
export class LoggingModule {
  static forRoot(logger: Logger): DynamicModule {
    const provider = { provide: Logger, useValue: logger };
    return { module: LoggingModule, global: true, providers: [provider], exports: [provider] };
  }
}
