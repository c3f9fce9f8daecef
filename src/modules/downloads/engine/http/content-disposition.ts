const MAX_HEADER_LENGTH = 8192;
const TYPE = /^\s*[!#$%&'*+.^_`|~\w-]+\s*(?:;|$)/;
/** A parameter: its name, and its value as a quoted string or as everything up to the next semicolon. */
const PARAMETER = /;\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"\s*(?=;|$)|(?!")([^;]*))/gs;
const EXTENDED_VALUE = /^([\w!#$%&+^`{}~-]+)'[^']*'(.*)$/s;

/**
 * The file name in a Content-Disposition header (RFC 6266), null when it has none. Reads what servers really send: blanks
 * without quotes, raw UTF-8, repeated parameters. `filename*` beats `filename`. The name is as the server wrote it: still to
 * be made safe.
 */
export function dispositionFileName(header: string | undefined): string | null {
  if (header === undefined || header.length > MAX_HEADER_LENGTH || !TYPE.test(header)) return null;
  let plain: string | null = null;
  for (const [, name = '', quoted, token] of header.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (key === 'filename*') {
      const decoded = decodeExtended((quoted ?? token ?? '').trim());
      if (decoded !== null) return decoded;
    } else if (key === 'filename') {
      plain ??= fromLatin1(quoted === undefined ? (token ?? '').trim() : unquote(quoted));
    }
  }
  return plain;
}

/** Browsers keep a backslash that escapes nothing: servers put Windows paths there. */
function unquote(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}

/** RFC 8187; null when it is malformed or its charset is not one of the two that the RFC knows. */
function decodeExtended(text: string): string | null {
  const [, charset = '', encoded = ''] = EXTENDED_VALUE.exec(text) ?? [];
  const bytes = percentDecoded(encoded);
  switch (charset.toLowerCase()) {
    case 'utf-8':
    case 'utf8':
      return decodeUtf8(bytes);
    case 'iso-8859-1':
      return bytes.toString('latin1');
    default:
      return null;
  }
}

function percentDecoded(text: string): Buffer {
  const latin1 = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin1, 'latin1');
}

/** Header bytes arrive as Latin-1; most servers mean UTF-8. */
function fromLatin1(text: string): string {
  return /[^\0-\xff]/.test(text) ? text : (decodeUtf8(Buffer.from(text, 'latin1')) ?? text);
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
