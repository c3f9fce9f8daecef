import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import type { JWK } from 'jose';

export const MODULUS_BITS = 2048;

/** An RSA key that signs access tokens, and its public half as others see it. */
export interface SigningKey {
  /** RFC 7638 thumbprint: the same on every host that has the key. */
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: JWK;
}

/** Reads a private key in PEM. Throws unless it is RSA of at least 2048 bits. */
export async function parseSigningKey(pem: string): Promise<SigningKey> {
  const privateKey = createPrivateKey(pem);
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  if (privateKey.asymmetricKeyType !== 'rsa' || bits < MODULUS_BITS)
    throw new Error(`A signing key must be RSA with at least ${MODULUS_BITS} bits`);
  const publicKey = createPublicKey(privateKey);
  const jwk = await exportJWK(publicKey);
  const keyId = await calculateJwkThumbprint(jwk);
  return { keyId, privateKey, publicKey, publicJwk: { ...jwk, kid: keyId, alg: 'RS256', use: 'sig' } };
}
