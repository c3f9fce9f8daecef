import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsObject, ValidateIf } from 'class-validator';
import { SETTINGS } from '../../../../common/settings/settings.js';
import type { SettingGroup } from '../../../../common/settings/settings.js';
import type { Setting, ValueSchema } from '../../../../common/settings/setting.js';

type DocumentedValue = ValueSchema & { description: string; nullable?: boolean };

const propertiesOf = (group: SettingGroup, isNullable: boolean): Record<string, DocumentedValue> =>
  Object.fromEntries(
    Object.entries<Setting>(SETTINGS[group]).map(([name, { kind, description }]) => [
      name,
      { ...kind.document, description, ...(isNullable ? { nullable: true } : {}) },
    ]),
  );

/** The values of a group of settings, as they hold. */
export const SettingValues = (group: SettingGroup, description: string): PropertyDecorator =>
  ApiProperty({
    type: 'object',
    properties: propertiesOf(group, false),
    required: Object.keys(SETTINGS[group]),
    selfRequired: true,
    additionalProperties: false,
    description,
  });

/** Wished values of a group. What is in it is checked with the settings' own rules, where each is applied. */
export const SettingWishes = (group: SettingGroup, description: string, example: object): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'object',
      properties: propertiesOf(group, true),
      additionalProperties: false,
      selfRequired: false,
      description,
      example,
    }),
    ValidateIf((_, value: unknown) => value !== undefined),
    IsObject(),
  );
