import { FlagField, TextField } from '../../../common/http/fields.js';

export class AddWhitelistEntryBody {
  @TextField({
    max: 64,
    trim: true,
    description: 'IPv4 or IPv6 address, or a range of them in CIDR notation',
    example: '192.168.1.100',
  })
  ip_address: string;

  @TextField({ max: 200, optional: true, description: 'What is there', example: 'Home network' })
  description?: string;

  @FlagField({ default: false, description: 'Do it even if it locks you out' })
  force: boolean = false;
}
