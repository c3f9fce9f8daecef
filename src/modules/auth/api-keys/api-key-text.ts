import { randomInt } from 'node:crypto';
import { hashOfSecret, newSecret } from '../token-secret.js';

const PREFIX_LENGTH = 8;
const PREFIX_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
const API_KEY = /^sk_[a-z0-9]{8}_[\w-]{43}$/;

const newPrefix = (): string =>
  Array.from({ length: PREFIX_LENGTH }, () => PREFIX_LETTERS[randomInt(PREFIX_LETTERS.length)]).join('');

/** A new key: all of it, to be shown once, and what is kept. */
export function newApiKey(): { key: string; prefix: string; keyHash: string } {
  const prefix = `sk_${newPrefix()}`;
  const key = `${prefix}_${newSecret()}`;
  return { key, prefix, keyHash: hashOfSecret(key) };
}

/** What a shown key is found by; null when it can't be one of ours. */
export const apiKeyHash = (key: string): string | null => (API_KEY.test(key) ? hashOfSecret(key) : null);
