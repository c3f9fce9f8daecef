import { FlagField, TextField } from '../../../../common/http/fields.js';
import type { SigningKey } from '../signing-key.js';

export class RotateSigningKeyBody {
  @FlagField({
    default: false,
    description:
      'Refuse at once what older keys have signed: for a key that was stolen. Clients then refresh their tokens.',
  })
  revoke_previous: boolean = false;
}

export class SigningKeyResponse {
  @TextField({
    max: 64,
    description: 'The key that signs from now on: its id in the key set',
    example: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  })
  key_id: string;
}

export const toSigningKeyResponse = ({ keyId }: SigningKey): SigningKeyResponse => ({ key_id: keyId });
