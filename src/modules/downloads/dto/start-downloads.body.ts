import { EnumField, FlagField, ObjectField, TextListField, UuidField } from '../../../common/http/fields.js';
import type { DownloadRequest } from '../download-request.js';
import { DownloadLimitsBody } from './download-limits.body.js';
import { DownloadOptionsBody } from './download-options.body.js';
import { StartDownloadBody, toDownloadRequest } from './start-download.body.js';
import { RequestedKind } from './start-download.enums.js';

const MAX_URLS = 100;

/** Several URLs, each of which becomes a download of its own. */
export class StartDownloadsBody extends DownloadLimitsBody {
  @TextListField({
    minItems: 1,
    maxItems: MAX_URLS,
    maxLength: 16_384,
    description: 'URLs and magnet links',
    example: ['https://example.com/files/big-buck-bunny.mp4', 'https://example.com/album/42'],
  })
  urls: string[];

  @UuidField({ optional: true, description: 'The title that all of them are for' })
  media_id?: string;

  @EnumField({
    enum: RequestedKind,
    enumName: 'RequestedKind',
    default: RequestedKind.Auto,
    description: 'As for one URL',
  })
  kind: RequestedKind = RequestedKind.Auto;

  @FlagField({ default: false, description: 'Also what is in the library already' })
  force: boolean = false;

  @ObjectField({
    optional: true,
    type: () => DownloadOptionsBody,
    description: 'How all of them are fetched',
  })
  options?: DownloadOptionsBody;
}

/** Throws ValidationError where the fields don't fit this URL. */
export function toRequestOf(url: string, { urls: _, ...shared }: StartDownloadsBody): DownloadRequest {
  return toDownloadRequest(Object.assign(new StartDownloadBody(), shared, { url: url.trim() }));
}
