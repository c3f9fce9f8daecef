import type { FactoryProvider } from '@nestjs/common';
import { AuthConfig } from '../../../common/config/auth.config.js';
import { DataPaths } from '../../../common/config/paths.js';
import { StartupError } from '../../../common/errors/startup-error.js';
import { Logger } from '../../../common/logging/logger.js';
import { GivenKeyFile } from './given-key-file.js';
import { SigningKeys } from './signing-keys.js';

/** Keys of the operator's file when there is one, else those of the data directory. */
export const signingKeysProvider: FactoryProvider<SigningKeys> = {
  provide: SigningKeys,
  inject: [AuthConfig, DataPaths, Logger],
  useFactory: async ({ jwtPrivateKeyFile }: AuthConfig, { keys }: DataPaths, logger: Logger) => {
    const onProblem = (error: unknown) =>
      logger.error({ err: error }, 'Signing keys could not be read again; the last ones go on');
    if (jwtPrivateKeyFile === undefined) return SigningKeys.fromDirectory(keys, { onProblem });
    return SigningKeys.open(new GivenKeyFile(jwtPrivateKeyFile), { onProblem }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartupError('SIGNING_KEY_INVALID', `SOKOUL_JWT_PRIVATE_KEY_FILE can't be used: ${reason}`);
    });
  },
};
