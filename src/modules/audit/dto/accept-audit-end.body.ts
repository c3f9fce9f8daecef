import { TextField } from '../../../common/http/fields.js';

export class AcceptAuditEndBody {
  @TextField({
    min: 10,
    max: 500,
    trim: true,
    description: 'Why the end is not what was signed. Stays in the trail',
    example: 'The internal secret was replaced after moving to a new server',
  })
  reason: string;
}
