import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** 256 random bits, base64url: refresh tokens, cookies and the secret part of API keys. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** What is stored of one: SHA-256, hex. Enough for 256 random bits; passwords get Argon2id. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
