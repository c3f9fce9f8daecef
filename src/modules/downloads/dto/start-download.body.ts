import { EnumField, FlagField, ObjectField, TextField, UuidField } from '../../../common/http/fields.js';
import { ValidationError } from '../../../common/errors/common.errors.js';
import { QualityPreference } from '../../search/index.js';
import { DEFAULT_PRIORITY } from '../download-request.js';
import type { DownloadRequest } from '../download-request.js';
import { DownloadLimitsBody, toLimits } from './download-limits.body.js';
import { DownloadOptionsBody } from './download-options.body.js';
import { toBandwidth } from './download-options.mapper.js';
import { RequestedKind } from './start-download.enums.js';
import { toUrlRequest } from './url-request.mapper.js';

const MAX_MAGNET_LENGTH = 16_384;
const MAGNET = /^magnet:/i;

/** What to fetch: a search result, a magnet link, both, or a URL. */
export class StartDownloadBody extends DownloadLimitsBody {
  @UuidField({
    optional: true,
    description:
      'The title it is for: an id of the catalogue or of a search result. Default: what the source says',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  media_id?: string;

  @UuidField({
    optional: true,
    description: 'A source from your search results',
    example: 'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  })
  source_id?: string;

  @TextField({
    optional: true,
    max: MAX_MAGNET_LENGTH,
    description: 'Magnet link, or the info hash alone. Default: that of the source',
    example: 'magnet:?xt=urn:btih:dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c&dn=Big+Buck+Bunny',
  })
  magnet_link?: string;

  @TextField({
    optional: true,
    trim: true,
    max: MAX_MAGNET_LENGTH,
    description:
      'Instead of the three above: http or https URL of a file, a page of links or a .torrent file',
    example: 'https://example.com/files/big-buck-bunny.mp4',
  })
  url?: string;

  @EnumField({
    enum: RequestedKind,
    enumName: 'RequestedKind',
    default: RequestedKind.Auto,
    description:
      'Of a URL: `http` is one file, `gallery` the files that a page links to, `torrent` a .torrent file. `auto` tells by the ending of its path; without one that is known it is a page',
  })
  kind: RequestedKind = RequestedKind.Auto;

  @TextField({
    optional: true,
    trim: true,
    max: 255,
    description: 'Of a single file: its name, instead of what the server says',
    example: 'big-buck-bunny.mp4',
  })
  file_name?: string;

  @TextField({
    optional: true,
    max: 140,
    description: 'Of a single file: what it must have, as `algorithm:hex`, of md5, sha1, sha256 and sha512',
    example: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  checksum?: string;

  @ObjectField({ optional: true, type: () => DownloadOptionsBody, description: 'How URLs are fetched' })
  options?: DownloadOptionsBody;

  @EnumField({
    optional: true,
    enum: QualityPreference,
    enumName: 'QualityPreference',
    description: 'Kept with the download',
    example: 'high',
  })
  quality_preference?: QualityPreference;

  @FlagField({
    default: false,
    description: 'Fetch it although it is in the library already. Otherwise it is `skipped`',
  })
  force: boolean = false;
}

/** Throws ValidationError where the fields don't fit each other. */
export function toDownloadRequest(body: StartDownloadBody): DownloadRequest {
  const { url, options } = body;
  const isLink = url !== undefined && MAGNET.test(url);
  const magnetLink = body.magnet_link ?? (isLink ? url : undefined);
  if (isLink && body.magnet_link !== undefined)
    throw new ValidationError('Give the magnet link once', { field: 'url' });
  if (magnetLink !== undefined) refuseFileWords(body);
  const isUrl = url !== undefined && !isLink;
  const bandwidth = options && toBandwidth(options);
  return {
    mediaId: body.media_id ?? null,
    sourceId: body.source_id ?? null,
    magnetLink: magnetLink ?? null,
    url: isUrl
      ? toUrlRequest({
          url,
          kind: body.kind,
          fileName: body.file_name ?? null,
          checksum: body.checksum ?? null,
          options: options ?? null,
        })
      : null,
    qualityPreference: body.quality_preference ?? null,
    priority: body.priority ?? DEFAULT_PRIORITY,
    limits: { ...(bandwidth ? { downloadLimit: bandwidth } : {}), ...toLimits(body) },
    ...(body.force ? { isForced: true } : {}),
  };
}

function refuseFileWords({ kind, file_name, checksum }: StartDownloadBody): void {
  if (kind !== RequestedKind.Auto && kind !== RequestedKind.Torrent)
    throw new ValidationError('A magnet link is a torrent', { field: 'kind' });
  if (file_name !== undefined) throw onlyForUrls('file_name');
  if (checksum !== undefined) throw onlyForUrls('checksum');
}

const onlyForUrls = (field: string): ValidationError =>
  new ValidationError(`${field} is for URLs of single files`, { field });
