import {
  EnumField,
  FlagField,
  IntField,
  NumberField,
  TextField,
  TextListField,
} from '../../../common/http/fields.js';

const MAX_BYTES = Number.MAX_SAFE_INTEGER;
const DAY_SECONDS = 86_400;
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/;
const DATE_HINT = 'must be a date such as 2026-01-31';

/** By which way HTTP downloads leave. */
export const ProxyType = { None: 'none', System: 'system', Custom: 'custom' } as const;
export type ProxyType = (typeof ProxyType)[keyof typeof ProxyType];

/** How URLs are fetched, and which files of a page. Torrents obey `bandwidth_limit_kbps` alone. */
export class DownloadOptionsBody {
  @FlagField({ default: true, description: 'Of a page: its images' })
  download_images: boolean = true;

  @FlagField({ default: true, description: 'Of a page: its videos and audio' })
  download_videos: boolean = true;

  @FlagField({ default: true, description: 'Of a page: its archives' })
  download_compressed: boolean = true;

  @FlagField({ default: true, description: 'Of a page: its documents' })
  download_documents: boolean = true;

  @IntField({
    min: 0,
    max: MAX_BYTES,
    default: 0,
    description: 'Of a page: no smaller files, in bytes; 0 is all',
  })
  min_file_size: number = 0;

  @IntField({
    min: 0,
    max: MAX_BYTES,
    default: 0,
    description: 'Of a page: no larger files, in bytes; 0 is all',
  })
  max_file_size: number = 0;

  @TextField({
    optional: true,
    nullable: true,
    max: 40,
    pattern: DATE,
    patternHint: DATE_HINT,
    description: 'Of a page: no older files. Those of unknown age are taken',
    example: '2026-01-01',
  })
  date_from?: string | null;

  @TextField({
    optional: true,
    nullable: true,
    max: 40,
    pattern: DATE,
    patternHint: DATE_HINT,
    description: 'Of a page: no newer files; this day counts',
    example: '2026-01-31',
  })
  date_to?: string | null;

  @TextListField({
    default: [],
    maxItems: 100,
    maxLength: 20,
    description: 'Of a page: extensions to leave out, with or without the dot',
    example: ['.gif', 'webp'],
  })
  excluded_extensions: string[] = [];

  @EnumField({
    enum: ProxyType,
    enumName: 'ProxyType',
    default: ProxyType.None,
    description: '`system` is what the environment of the worker says; `custom` is `proxy_url`',
  })
  proxy_type: ProxyType = ProxyType.None;

  @TextField({
    default: '',
    min: 0,
    max: 2048,
    description: 'http://, https:// or socks5:// URL; counts with `proxy_type` custom only',
    example: 'socks5://proxy.example:1080',
  })
  proxy_url: string = '';

  @TextField({
    optional: true,
    nullable: true,
    min: 0,
    max: 500,
    pattern: /^[\x20-\x7e]*$/,
    patternHint: 'may hold printable ASCII only',
    description: 'Instead of our own User-Agent',
    example: 'Mozilla/5.0',
  })
  user_agent?: string | null;

  @IntField({
    optional: true,
    min: 1,
    max: 300,
    description: 'Seconds for connecting. Default: `timeout`, else 15',
  })
  connection_timeout?: number;

  @IntField({
    optional: true,
    min: 1,
    max: 3600,
    description: 'Seconds that a server may be silent. Default: `timeout`, else 60',
  })
  read_timeout?: number;

  @IntField({
    optional: true,
    min: 1,
    max: 3600,
    description: 'Seconds for both of the above where they are not given',
  })
  timeout?: number;

  @IntField({
    default: 0,
    min: 0,
    max: 30 * DAY_SECONDS,
    description: 'Seconds for the whole download; 0 is no limit',
  })
  total_timeout: number = 0;

  @IntField({ default: 3, min: 0, max: 100, description: 'How often a failed request is tried again' })
  max_retries: number = 3;

  @NumberField({
    default: 2,
    min: 0,
    max: 3600,
    description: 'Seconds before the first retry; each later one waits twice as long',
  })
  retry_interval: number = 2;

  @NumberField({
    default: 0,
    min: 0,
    max: 10_000_000,
    description: 'KiB a second; 0 is no limit. `download_limit` comes before it',
  })
  bandwidth_limit_kbps: number = 0;

  @IntField({
    optional: true,
    min: 0,
    max: MAX_BYTES,
    description: 'Accepted for older clients and not needed: chunks are sized by themselves',
  })
  chunk_size?: number;

  @IntField({
    default: 4,
    min: 1,
    max: 16,
    description: 'Connections for one file where the server allows ranges',
  })
  segments: number = 4;
}
