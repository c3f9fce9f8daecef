import { randomBytes } from 'node:crypto';

const BYTES = 15;

/** 120 random bits, base64url. */
export const temporaryPassword = (): string => randomBytes(BYTES).toString('base64url');
