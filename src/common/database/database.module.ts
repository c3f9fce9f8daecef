import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseConfig } from '../config/database.config.js';
import { dataSourceOptions } from './data-source-options.js';
import { UnitOfWork } from './unit-of-work.js';

/** The connection pool and the unit of work. Refuses to start without a database URL. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [DatabaseConfig],
      useFactory: ({ url, poolSize }: DatabaseConfig) => {
        if (url === undefined) throw new Error('DATABASE_URL is not set');
        return { ...dataSourceOptions(url, poolSize), autoLoadEntities: true, retryAttempts: 0 };
      },
    }),
  ],
  providers: [UnitOfWork],
  exports: [UnitOfWork],
})
export class DatabaseModule {}
