import { ApiProperty } from '@nestjs/swagger';
import {
  EnumField,
  FlagField,
  IntField,
  ObjectField,
  TextField,
  TextListField,
  TimeField,
  UuidField,
} from '../../../../common/http/fields.js';
import { SettingSource } from '../../../../common/settings/effective-settings.js';
import type { EffectiveSetting } from '../../../../common/settings/effective-settings.js';
import type { SystemConfig } from '../system-config.service.js';
import { SettingValues } from './setting-group.js';

const ANY_VALUE = [
  { type: 'boolean' },
  { type: 'number' },
  { type: 'string' },
  { type: 'array', items: {} },
  { type: 'object', additionalProperties: true },
];

export class SettingResponse {
  @TextField({ max: 100, description: 'Group and name', example: 'limits.downloads_per_user' })
  key: string;

  @ApiProperty({ oneOf: ANY_VALUE, description: 'What holds', example: 10 })
  value: unknown;

  @ApiProperty({ oneOf: ANY_VALUE, description: 'What would hold without a choice', example: 5 })
  default: unknown;

  @EnumField({
    enum: SettingSource,
    enumName: 'SettingSource',
    description: 'Where the value comes from: built in, the environment of the server, or an administrator',
    example: SettingSource.Stored,
  })
  source: SettingSource;

  @FlagField({ description: 'The environment decides it: it can’t be changed here', example: false })
  is_imposed: boolean;

  @TextField({
    max: 100,
    nullable: true,
    description: 'The environment variable that it is read from',
    example: 'SOKOUL_DOWNLOADS_PER_USER',
  })
  variable: string | null;

  @TextField({
    max: 1000,
    description: 'What it does',
    example: 'Downloads that one person may have under way at once.',
  })
  description: string;

  @TimeField({ nullable: true, description: 'Last choice', example: '2026-02-15T15:28:37.000Z' })
  updated_at: string | null;

  @UuidField({
    nullable: true,
    description: 'Whose choice it was',
    example: '550e8400-e29b-41d4-a716-446655440000',
  })
  updated_by: string | null;
}

export class ConfigResponse {
  @IntField({
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    description: 'Grows with every change',
    example: 4,
  })
  version: number;

  @SettingValues('features', 'What is switched on')
  features: Record<string, unknown>;

  @SettingValues('limits', 'How much of it')
  limits: Record<string, unknown>;

  @SettingValues('search', 'How searches go')
  search: Record<string, unknown>;
  @SettingValues('downloads', 'How downloads are run')
  downloads: Record<string, unknown>;

  @SettingValues('quotas', 'What one person’s downloads may receive and occupy')
  quotas: Record<string, unknown>;

  @SettingValues('library', 'How files get into the library')
  library: Record<string, unknown>;

  @SettingValues('security', 'What keeps it safe')
  security: Record<string, unknown>;

  @ObjectField({ type: () => SettingResponse, isArray: true, description: 'Each of them in detail' })
  settings: SettingResponse[];
}

export class UpdatedConfigResponse extends ConfigResponse {
  @TextListField({
    maxItems: 100,
    maxLength: 100,
    description: 'What is different now',
    example: ['limits.downloads_per_user'],
  })
  updated: string[];
}

const toSettingResponse = (one: EffectiveSetting): SettingResponse => ({
  key: one.key,
  value: one.value,
  default: one.fallback,
  source: one.source,
  is_imposed: one.isImposed,
  variable: one.setting.variable ?? null,
  description: one.setting.description,
  updated_at: one.updatedAt?.toISOString() ?? null,
  updated_by: one.updatedBy,
});

export function toConfigResponse({ version, settings }: SystemConfig): ConfigResponse {
  const valuesOf = (group: string) =>
    Object.fromEntries(settings.filter((one) => one.group === group).map(({ name, value }) => [name, value]));
  return {
    version,
    features: valuesOf('features'),
    limits: valuesOf('limits'),
    search: valuesOf('search'),
    downloads: valuesOf('downloads'),
    quotas: valuesOf('quotas'),
    library: valuesOf('library'),
    security: valuesOf('security'),
    settings: settings.map(toSettingResponse),
  };
}
