import { randomInt } from 'node:crypto';

const MIN_LENGTH = 3;
const MAX_LENGTH = 32;
const FALLBACK = 'user';
const NUMBERS = 10_000;

/** A name that may be one here, made of what an issuer calls the person; of an e-mail address, what stands before the @. */
export function toUsername(wanted: string | null): string {
  const [local = ''] = (wanted ?? '').normalize('NFKD').replace(/\p{M}/gu, '').split('@');
  const name = local
    .replace(/[^A-Za-z0-9_.-]+/g, '_')
    .replace(/^[_.-]+/, '')
    .slice(0, MAX_LENGTH)
    .replace(/[_.-]+$/, '');
  return name.length < MIN_LENGTH ? FALLBACK : name;
}

/** The same name with a random number, for when it is taken. */
export function withNumber(username: string): string {
  const number = String(randomInt(NUMBERS)).padStart(4, '0');
  return `${username.slice(0, MAX_LENGTH - number.length - 1)}-${number}`;
}
