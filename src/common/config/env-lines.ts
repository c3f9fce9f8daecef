/** A blank line, a comment, or NAME=value, whose value may be quoted and then go on over several lines. */
const ENTRY =
  /[^\S\n]*(?:#[^\n]*|(?:export[^\S\n]+)?[A-Za-z_][\w.-]*[^\S\n]*=[^\S\n]*(?:(["'`])[^]*?\1)?[^\n]*)?$/my;

const lineOf = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

/** Numbers, from 1, of the lines of an `.env` file that `util.parseEnv` would skip without a word. */
export function malformedEnvLines(text: string): number[] {
  const malformed: number[] = [];
  for (let offset = 0; offset < text.length;) {
    ENTRY.lastIndex = offset;
    const entry = ENTRY.exec(text);
    if (!entry) malformed.push(lineOf(text, offset));
    const end = text.indexOf('\n', offset + (entry?.[0].length ?? 0));
    offset = end === -1 ? text.length : end + 1;
  }
  return malformed;
}
