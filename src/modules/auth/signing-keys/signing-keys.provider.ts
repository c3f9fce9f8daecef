import type { FactoryProvider } from '@nestjs/common';
import { AuthConfig } from '../../../common/config/auth.config.js';
import { DataPaths } from '../../../common/config/paths.js';
import { Logger } from '../../../common/logging/logger.js';
import { openSigningKeys } from './open-signing-keys.js';
import { SigningKeys } from './signing-keys.js';

/** The keys of this process; when they can't be read again later, it goes on with the last ones. */
export const signingKeysProvider: FactoryProvider<SigningKeys> = {
  provide: SigningKeys,
  inject: [AuthConfig, DataPaths, Logger],
  useFactory: (config: AuthConfig, { keys }: DataPaths, logger: Logger) =>
    openSigningKeys(config, keys, {
      onProblem: (error) =>
        logger.error({ err: error }, 'Signing keys could not be read again; the last ones go on'),
    }),
};
