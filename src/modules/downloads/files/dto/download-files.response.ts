import { EnumField, FlagField, IntField, TextField } from '../../../../common/http/fields.js';
import { pageOf } from '../../../../common/http/paging.js';
import { FileAvailability } from '../download-files.service.js';
import type { LocatedFile } from '../download-files.service.js';

const MAX = Number.MAX_SAFE_INTEGER;

/** A file of a download, and where its bytes are. */
export class LocatedFileResponse {
  @IntField({ min: 0, max: MAX, description: 'Its number in the download', example: 0 })
  index: number;

  @TextField({ max: 4096, description: 'Its path in the download', example: 'Film.2010/Film.2010.mkv' })
  path: string;

  @IntField({
    min: 0,
    max: MAX,
    nullable: true,
    description: 'Its size in bytes; null while the server does not say',
    example: 2_147_483_648,
  })
  size_bytes: number | null;

  @FlagField({ description: 'Whether it is to be fetched', example: true })
  is_wanted: boolean;

  @EnumField({
    enum: FileAvailability,
    enumName: 'FileAvailability',
    description:
      'Where its bytes are: in the `library`, `arriving`, `superseded` by a file that the library had, or nowhere',
    example: FileAvailability.Library,
  })
  availability: FileAvailability;

  @TextField({
    max: 4096,
    nullable: true,
    description: 'Where it lies, from the root of the library; null while it is not there',
    example: '/Movies/Film (2010)/Film (2010) - 1080p.mkv',
  })
  library_path: string | null;
}

export const LocatedFilePage = pageOf(LocatedFileResponse, 'LocatedFilePage');

export const toLocatedFileResponse = ({
  file,
  libraryPath,
  availability,
}: LocatedFile): LocatedFileResponse => ({
  index: file.index,
  path: file.path,
  size_bytes: file.size_bytes,
  is_wanted: file.is_wanted ?? true,
  availability,
  library_path: libraryPath === null ? null : `/${libraryPath}`,
});
