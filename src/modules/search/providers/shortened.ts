import { redactText } from '../../../common/logging/redact.js';

const MAX_LENGTH = 200;

/** What another program says of its error, fit to be shown: the first line, without URLs, stack traces and keys. */
export function shortened(description: string): string {
  const [line = ''] = description.split(/[\r\n]/);
  return redactText(line.replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, '[URL]')).slice(0, MAX_LENGTH);
}
