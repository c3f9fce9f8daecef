import { FlagField } from '../../../common/http/fields.js';

export class CancelDownloadBody {
  @FlagField({
    optional: true,
    description: 'Whether what has arrived is deleted. Default: what the query says, else true',
    example: true,
  })
  delete_files?: boolean;
}

export class CancelDownloadQuery {
  @FlagField({ optional: true, description: 'For clients that send no body', example: true })
  delete_files?: boolean;
}
