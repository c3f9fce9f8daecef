import { FlagField } from '../../../common/http/fields.js';

export class EverybodyQuery {
  @FlagField({ default: false, description: 'For moderators: everybody’s downloads instead of your own' })
  all: boolean = false;
}
