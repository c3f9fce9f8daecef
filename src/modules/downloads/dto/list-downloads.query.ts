import { EnumField } from '../../../common/http/fields.js';
import { PageQuery } from '../../../common/http/paging.js';
import { DownloadStatus } from '../download-state.js';

export class ListDownloadsQuery extends PageQuery {
  @EnumField({
    optional: true,
    enum: DownloadStatus,
    enumName: 'DownloadStatus',
    description: 'Only downloads that stand so',
    example: 'running',
  })
  status?: DownloadStatus;
}
