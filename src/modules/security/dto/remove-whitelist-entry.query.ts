import { FlagField } from '../../../common/http/fields.js';

export class RemoveWhitelistEntryQuery {
  @FlagField({ default: false, description: 'Do it even if it locks you out' })
  force: boolean = false;
}
