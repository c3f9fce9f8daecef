import { safeFileName } from '../../../common/files/safe-path.js';

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Shown in place, saved under this name (RFC 6266): plain ASCII for old clients, UTF-8 for the others. */
export function inlineDisposition(fileName: string): string {
  const name = safeFileName(fileName);
  const ascii = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `inline; filename="${ascii}"${ascii === name ? '' : `; filename*=UTF-8''${encode(name)}`}`;
}
