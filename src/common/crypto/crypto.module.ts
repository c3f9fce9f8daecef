import path from 'node:path';
import { Global, Module } from '@nestjs/common';
import { DataPaths } from '../config/paths.js';
import { ServerConfig } from '../config/server.config.js';
import { InternalKey } from './internal-key.js';
import { SealedBox } from './sealed-box.js';

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
    {
      provide: SealedBox,
      inject: [ServerConfig, DataPaths],
      useFactory: ({ sealingKeys }: ServerConfig, paths: DataPaths) =>
        sealingKeys === undefined
          ? SealedBox.fromDirectory(path.join(paths.keys, 'sealing'))
          : new SealedBox(sealingKeys),
    },
  ],
  exports: [InternalKey, SealedBox],
})
export class CryptoModule {}
