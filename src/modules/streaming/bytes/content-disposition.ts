import { safeFileName } from '../../../common/files/safe-path.js';

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Shown in place, saved under this name (RFC 6266): plain ASCII for old clients, UTF-8 for the others. */
export const inlineDisposition = (fileName: string): string => disposition('inline', fileName);

/** To be saved under this name, and not shown. */
export const attachmentDisposition = (fileName: string): string => disposition('attachment', fileName);

function disposition(type: 'inline' | 'attachment', fileName: string): string {
  const name = safeFileName(fileName);
  const ascii = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `${type}; filename="${ascii}"${ascii === name ? '' : `; filename*=UTF-8''${encode(name)}`}`;
}
