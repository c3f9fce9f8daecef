import { Scope } from '../../../../common/access/scope.js';
import { TextField, TextListField, TimeField } from '../../../../common/http/fields.js';

export class CreateApiKeyBody {
  @TextField({ max: 100, trim: true, description: 'What the key is for', example: 'Home Assistant' })
  name: string;

  @TextListField({
    maxItems: 3,
    maxLength: 10,
    enum: Scope,
    enumName: 'ApiKeyScope',
    description:
      '`read`: GET only. `write`: reading and writing. `admin`, beside one of these: also the routes of administrators.',
    example: ['read'],
  })
  scopes: Scope[];

  @TimeField({
    optional: true,
    nullable: true,
    description: 'When the key stops working. Default: not before it is deleted.',
    example: '2027-01-01T00:00:00.000Z',
  })
  expires_at?: string | null;
}
