import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { runProcess } from './app/run-process.js';
import { WorkerModule } from './app/worker.module.js';
import { NestLogger } from './common/logging/nest-logger.js';

await runProcess('worker', async (parts) => {
  const app = await NestFactory.createApplicationContext(WorkerModule.compose(parts), {
    logger: new NestLogger(parts.logger),
    abortOnError: false,
  });
  return { app };
});
