import type { AuthConfig } from '../../../common/config/auth.config.js';
import { StartupError } from '../../../common/errors/startup-error.js';
import { GivenKeyFile } from './given-key-file.js';
import { SigningKeys } from './signing-keys.js';
import type { SigningKeysOptions } from './signing-keys.js';

/**
 * The keys of the operator's file when there is one, else those of `directory`, where the first one is made.
 * Refuses a file that can't be used with `SIGNING_KEY_INVALID`.
 */
export async function openSigningKeys(
  { jwtPrivateKeyFile }: Pick<AuthConfig, 'jwtPrivateKeyFile'>,
  directory: string,
  options?: Partial<SigningKeysOptions>,
): Promise<SigningKeys> {
  if (jwtPrivateKeyFile === undefined) return SigningKeys.fromDirectory(directory, options);
  try {
    return await SigningKeys.open(new GivenKeyFile(jwtPrivateKeyFile), options);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError('SIGNING_KEY_INVALID', `SOKOUL_JWT_PRIVATE_KEY_FILE can't be used: ${reason}`, {
      cause,
    });
  }
}
