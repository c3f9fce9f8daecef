import { ValidationError } from '../../../common/errors/common.errors.js';
import type { UrlRequest } from '../download-request.js';
import type { Checksum } from '../engine/download-source.js';
import { guessUrlKind } from '../guess-url-kind.js';
import type { UrlKind } from '../guess-url-kind.js';
import { DownloadOptionsBody } from './download-options.body.js';
import { toGalleryFilter, toTransferOptions } from './download-options.mapper.js';
import { RequestedKind } from './start-download.enums.js';

const DIGEST_LENGTHS = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;
const CHECKSUM = /^(md5|sha1|sha256|sha512):([0-9a-f]+)$/;

/** What a body says of a URL, whichever body it is. */
export interface UrlWords {
  readonly url: string;
  readonly kind: RequestedKind;
  readonly fileName: string | null;
  readonly checksum: string | null;
  readonly options: DownloadOptionsBody | null;
}

/** Throws ValidationError where the parts don't fit each other. */
export function toUrlRequest({ url, kind, fileName, checksum, options }: UrlWords): UrlRequest {
  const chosen = options ?? new DownloadOptionsBody();
  const as = kindOf(url, kind, fileName !== null || checksum !== null);
  if (as !== 'file' && fileName !== null) throw onlyForFiles('file_name');
  if (as !== 'file' && checksum !== null) throw onlyForFiles('checksum');
  return {
    url,
    as,
    fileName,
    checksum: checksum === null ? null : toChecksum(checksum),
    filter: toGalleryFilter(chosen),
    transfer: toTransferOptions(chosen),
  };
}

/** Whoever names a file or its checksum means a file. */
function kindOf(url: string, kind: RequestedKind, isAboutFile: boolean): UrlKind {
  switch (kind) {
    case RequestedKind.Http:
      return 'file';
    case RequestedKind.Gallery:
    case RequestedKind.Torrent:
      return kind;
    case RequestedKind.Auto: {
      const parsed = parse(url);
      const guessed = guessUrlKind(parsed);
      return isAboutFile && guessed === 'gallery' ? 'file' : guessed;
    }
  }
}

function parse(url: string): URL {
  if (!URL.canParse(url)) throw new ValidationError('This is not a URL', { field: 'url' });
  return new URL(url);
}

function toChecksum(text: string): Checksum {
  const [, name, digest = ''] = CHECKSUM.exec(text.trim().toLowerCase()) ?? [];
  const algorithm = isAlgorithm(name) ? name : null;
  if (algorithm === null || digest.length !== DIGEST_LENGTHS[algorithm])
    throw new ValidationError(
      'checksum must be md5:, sha1:, sha256: or sha512: and as many hex digits as it has',
      { field: 'checksum' },
    );
  return { algorithm, digest };
}

const isAlgorithm = (name: string | undefined): name is Checksum['algorithm'] =>
  name !== undefined && Object.hasOwn(DIGEST_LENGTHS, name);

const onlyForFiles = (field: string): ValidationError =>
  new ValidationError(`${field} is for single files, of kind http`, { field });
