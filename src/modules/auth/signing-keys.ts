import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import type { CryptoKey, JWK, KeyObject } from 'jose';
import { readOrCreateKeyFile } from '../../common/crypto/key-file.js';

const MODULUS_BITS = 2048;

function generatePem(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: MODULUS_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

/** The RSA key that signs access tokens, and its public half with the key id (RFC 7638 thumbprint). */
export class SigningKeys {
  private constructor(
    readonly keyId: string,
    readonly privateKey: CryptoKey | KeyObject,
    readonly publicJwk: JWK,
  ) {}

  /** Reads `access-token.pem` of the directory, or makes it. */
  static async fromDirectory(directory: string): Promise<SigningKeys> {
    const privateKey = createPrivateKey(
      readOrCreateKeyFile(path.join(directory, 'access-token.pem'), generatePem),
    );
    const jwk = await exportJWK(createPublicKey(privateKey));
    const keyId = await calculateJwkThumbprint(jwk);
    return new SigningKeys(keyId, privateKey, { ...jwk, kid: keyId, alg: 'RS256', use: 'sig' });
  }
}
