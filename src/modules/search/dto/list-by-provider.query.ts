import { TextField } from '../../../common/http/fields.js';

export class ListResultsByProviderQuery {
  @TextField({
    max: 64,
    optional: true,
    description: 'Only sources that this provider found',
    example: 'jackett',
  })
  provider?: string;
}
