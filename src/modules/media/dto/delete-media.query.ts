import { FlagField } from '../../../common/http/fields.js';
import type { FileFate } from '../removal/media-removal.service.js';

export class DeleteMediaQuery {
  @FlagField({
    optional: true,
    description:
      'What becomes of the files, and needed when there are any: true deletes them from the library, false leaves them there',
  })
  delete_files?: boolean;
}

export const toFileFate = ({ delete_files: wantsDeletion }: DeleteMediaQuery): FileFate =>
  wantsDeletion === undefined ? undefined : wantsDeletion ? 'delete' : 'keep';
