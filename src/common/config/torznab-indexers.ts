import { z } from 'zod';

/** One Torznab endpoint beside Jackett. */
export interface TorznabIndexerConfig {
  /** As clients write it. */
  readonly name: string;
  readonly url: string;
  readonly apiKey: string | undefined;
}

const MAX_INDEXERS = 50;
const WANTED =
  'must be lines of name=url|apikey, or a JSON list of {"name","url","api_key"}; names are lower-case letters and digits with hyphens between';

const schema = z
  .object({
    name: z
      .string()
      .max(40)
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    url: z.string().refine((value) => /^https?:\/\//i.test(value) && URL.canParse(value)),
    api_key: z.string().trim().min(1).optional(),
  })
  .strict()
  .transform(({ name, url, api_key: apiKey }): TorznabIndexerConfig => ({ name, url, apiKey }));

/** `name=url|apikey`, where the key may be missing. A `|` in a URL is always written `%7C`. */
function readLine(line: string): object {
  const equals = line.indexOf('=');
  const [url = '', ...key] = line.slice(equals + 1).split('|');
  const apiKey = key.join('|').trim();
  return {
    name: line.slice(0, Math.max(0, equals)).trim(),
    url: url.trim(),
    ...(apiKey === '' ? {} : { api_key: apiKey }),
  };
}

function readEntries(text: string): unknown {
  if (/^\s*\[/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return null; // refused as everything else that is no list
    }
  }
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readLine);
}

/** Endpoints by name. The message of a refusal repeats nothing of the value, which holds keys. */
export const torznabIndexers = () =>
  z.string().transform((text, context): TorznabIndexerConfig[] => {
    const refuse = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const { success, data } = z.array(schema).max(MAX_INDEXERS).safeParse(readEntries(text));
    if (!success) return refuse(WANTED);
    const names = data.map(({ name }) => name);
    return new Set(names).size === names.length ? data : refuse('must not name two indexers alike');
  });
