import { safeFileName } from '../../../../common/files/safe-path.js';
import { dispositionFileName } from './content-disposition.js';

const NAME_OF_NOTHING = 'download';

export interface NameHints {
  /** What the person who asked for it wants; wins. */
  readonly wanted: string | null;
  readonly contentDisposition: string | undefined;
  /** After redirects. */
  readonly url: URL;
}

/** The name under which a file is stored: safe on every platform, never empty. */
export function fileNameOf({ wanted, contentDisposition, url }: NameHints): string {
  const found =
    lastPart(wanted) ?? lastPart(dispositionFileName(contentDisposition)) ?? lastPart(nameInUrl(url));
  return safeFileName(found ?? NAME_OF_NOTHING);
}

/** What follows the last separator of either kind; null when that is no name. */
function lastPart(path: string | null): string | null {
  const last = path?.split(/[/\\]/).at(-1)?.trim() ?? '';
  return /^[.\s]*$/.test(last) ? null : last;
}

function nameInUrl(url: URL): string | null {
  const last = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // a per cent sign that stands for itself
  }
}
