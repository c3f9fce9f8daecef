import { TextField } from '../../../common/http/fields.js';

/** What the link carries; clients pass it on as it is. */
export class StreamFileQuery {
  @TextField({ max: 100, description: 'Signature of the link' })
  signature: string;

  @TextField({
    max: 12,
    pattern: /^\d+$/,
    description: 'End of the link, in seconds since 1970',
    example: '1771172917',
  })
  expires: string;
}
