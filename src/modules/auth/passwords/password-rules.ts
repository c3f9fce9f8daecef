import { COMMON_PASSWORDS } from './common-passwords.js';

/** Administrators may ask for more, never for less. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 256;

const SEQUENCES = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz'];
/** Fewer different characters than this are a pattern, not a password. */
const MIN_DIFFERENT_CHARACTERS = 5;

const reversed = (text: string): string => [...text].reverse().join('');

function isCommon(password: string): boolean {
  const core = password.replace(/[\d\s!"#$%&'()*+,\-./:;<=>?@[\]^_]+$/, '');
  return [password, core].some((text) => COMMON_PASSWORDS.has(text));
}

/** Digits in a row, an alphabet, or a few characters over and over. */
function isPattern(password: string): boolean {
  if (new Set(password).size < MIN_DIFFERENT_CHARACTERS) return true;
  return SEQUENCES.some((sequence) => sequence.includes(password) || reversed(sequence).includes(password));
}

export interface PasswordOwner {
  readonly username: string;
  readonly email: string | null;
}

/** Why this password is refused, or null. Length is the whole strength rule; the rest are the known bad ones. */
export function passwordProblem(
  password: string,
  { username, email }: PasswordOwner,
  minLength = MIN_PASSWORD_LENGTH,
): string | null {
  if (password.length < minLength) return `needs at least ${minLength} characters`;
  if (password.length > MAX_PASSWORD_LENGTH) return `may have ${MAX_PASSWORD_LENGTH} characters at most`;
  const folded = password.toLowerCase();
  if (folded === username.toLowerCase() || folded === email?.toLowerCase())
    return 'must differ from the username and the e-mail address';
  return isCommon(folded) || isPattern(folded) ? 'is one of those that are guessed first' : null;
}
