import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import type { Config } from '../config/load-config.js';

type DocumentedSchema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

/** The values of a setting as OpenAPI tells of them. */
export type ValueSchema =
  | { readonly type: 'boolean' }
  | { readonly type: 'integer' | 'number'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'string'; readonly maxLength: number; readonly enum?: string[] }
  | {
      readonly type: 'array';
      readonly maxItems: number;
      readonly example: unknown[];
      readonly items: DocumentedSchema;
    }
  | { readonly type: 'object'; readonly example: object; readonly additionalProperties: DocumentedSchema };

/** What values a setting takes: how they are checked, and how the OpenAPI document shows them. */
export interface SettingKind<T = unknown> {
  readonly schema: z.ZodType<T>;
  readonly document: ValueSchema;
}

/** Something that administrators may change while the system runs. */
export interface Setting<T = unknown> {
  readonly kind: SettingKind<T>;
  readonly description: string;
  /** What holds while nothing is stored. */
  readonly fallback: (config: Config) => T;
  /** The environment variable that the fallback, or what the operator imposes, is read from. */
  readonly variable?: string;
  /** The operator's last word: administrators can't change what it gives. Undefined leaves the choice to them. */
  readonly imposed?: (config: Config) => T | undefined;
}

export const setting = <T>(one: Setting<T>): Setting<T> => one;

export const flag = (): SettingKind<boolean> => ({
  schema: z.boolean('must be true or false'),
  document: { type: 'boolean' },
});

export function wholeNumber(min: number, max: number): SettingKind<number> {
  const hint = `must be a whole number from ${min} to ${max}`;
  return {
    schema: z.int(hint).min(min, hint).max(max, hint),
    document: { type: 'integer', minimum: min, maximum: max },
  };
}

/** May have a fraction. */
export function number(min: number, max: number): SettingKind<number> {
  const hint = `must be a number from ${min} to ${max}`;
  return {
    schema: z.number(hint).min(min, hint).max(max, hint),
    document: { type: 'number', minimum: min, maximum: max },
  };
}
