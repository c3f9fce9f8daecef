import { Global, Module } from '@nestjs/common';
import { DataPaths } from '../config/paths.js';
import { ServerConfig } from '../config/server.config.js';
import { InternalKey } from './internal-key.js';

@Global()
@Module({
  providers: [
    {
      provide: InternalKey,
      inject: [ServerConfig, DataPaths],
      useFactory: ({ internalSecret }: ServerConfig, paths: DataPaths) =>
        internalSecret === undefined
          ? InternalKey.fromDirectory(paths.keys)
          : new InternalKey(Buffer.from(internalSecret)),
    },
  ],
  exports: [InternalKey],
})
export class CryptoModule {}
