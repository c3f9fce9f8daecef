/** Where browsers look for a declaration. */
const PRESCAN_BYTES = 1024;
const DECLARED = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/i;
const IN_HEADER = /charset\s*=\s*"?([\w:.-]{1,40})/i;

/** The text of a page: by its byte order mark, the Content-Type, what the page says, else as UTF-8. Never fails. */
export function decodeHtml(bytes: Uint8Array, contentType = ''): string {
  const head = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1');
  const label = markOf(bytes) ?? IN_HEADER.exec(contentType)?.[1] ?? inPage(head) ?? 'utf-8';
  return decoderFor(label).decode(bytes);
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
}

/** A page whose declaration could be read byte by byte is not in UTF-16, whatever it declares. */
function inPage(head: string): string | undefined {
  const label = DECLARED.exec(head)?.[1];
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder(); // a charset nobody knows: UTF-8 is the likeliest
  }
}
