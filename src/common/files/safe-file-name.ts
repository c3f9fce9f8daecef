import { isReservedDeviceName } from './reserved-names.js';

const MAX_NAME_BYTES = 200;
const MAX_EXTENSION_BYTES = 20;
const FALLBACK = 'unnamed';

/** Control characters, and invisible ones that reorder or hide text; joiners stay, scripts and emoji need them. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u00ad]|(?![\u200c\u200d])\p{Cf}/gu;
/** What Windows refuses, and the look-alikes that code pages and NFKC turn into `/` or `\`. */
const FORBIDDEN =
  /[<>:"/\\|?*\ufffd\u2044\u2215\u2216\u29f5\u29f8\u29f9\uff0f\uff3c\ufe68\u2100\u2101\u2105\u2106]/gu;
/** Dots, dot look-alikes that NFKC turns into dots, and white space. */
const LEADING = /^[\s.\u2024-\u2026\ufe52\uff0e]+/u;
const TRAILING = /[\s.\u2024\u2025\ufe52\uff0e]+$/u;

/**
 * One file name that every platform accepts, made from untrusted text: no separators, control or bidi characters,
 * device names, leading or trailing dots and spaces; at most 200 bytes of UTF-8; never empty. Applying it again changes nothing.
 */
export function safeFileName(name: string): string {
  const visible = name
    .toWellFormed()
    .replace(/[\t\r\n]/g, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC');
  const legal = trimEdges(visible.replace(FORBIDDEN, '_').replace(/\s+/gu, ' '));
  const plain = isReservedDeviceName(legal) || legal.startsWith('-') ? `_${legal}` : legal;
  return shorten(plain) || FALLBACK;
}

function trimEdges(name: string): string {
  return name.replace(LEADING, '').replace(TRAILING, '');
}

/** Cuts the stem rather than the extension, so that a long title stays a video. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  const kept = Buffer.byteLength(extension) <= MAX_EXTENSION_BYTES ? extension : '';
  const stem = kept === '' ? name : name.slice(0, dot);
  return cutToBytes(stem, MAX_NAME_BYTES - Buffer.byteLength(kept)).replace(TRAILING, '') + kept;
}

/** The longest prefix of whole code points within `limit` bytes of UTF-8. */
export function cutToBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
