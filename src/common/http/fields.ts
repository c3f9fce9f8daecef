import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import * as v from 'class-validator';

/**
 * Fields of bodies, queries and answers. One decorator validates, converts and documents, so that the three can't
 * drift apart. On answers only the documentation matters.
 */
interface FieldOptions {
  description: string;
  example?: unknown;
  /** May be left out. */
  optional?: boolean;
  /** May be null. */
  nullable?: boolean;
  default?: unknown;
}

function presence({ optional, nullable, default: fallback }: FieldOptions): PropertyDecorator[] {
  const mayBeAbsent = optional === true || fallback !== undefined;
  return [
    ...(mayBeAbsent || nullable
      ? [
          v.ValidateIf(
            (_, value: unknown) => !(mayBeAbsent && value === undefined) && !(nullable && value === null),
          ),
        ]
      : []),
  ];
}

function documented(options: FieldOptions, schema: object): PropertyDecorator {
  const { description, example, nullable, optional, default: fallback } = options;
  return ApiProperty({
    description,
    ...(example === undefined ? {} : { example }),
    ...(nullable ? { nullable } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
    required: optional !== true && fallback === undefined,
    ...schema,
  });
}

const field = (options: FieldOptions, schema: object, ...checks: PropertyDecorator[]) =>
  applyDecorators(documented(options, schema), ...presence(options), ...checks);

const numberFromQuery = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value,
  );

const WITHOUT_NUL = /^[^\u0000]*$/;

/** A string of min..max characters; NUL is refused everywhere, since PostgreSQL can't store it. */
export function TextField(
  options: FieldOptions & {
    min?: number;
    max: number;
    pattern?: RegExp;
    patternHint?: string;
    trim?: boolean;
    format?: string;
  },
) {
  const { min = 1, max, pattern, patternHint, trim, format } = options;
  return field(
    options,
    {
      type: String,
      minLength: min,
      maxLength: max,
      ...(pattern ? { pattern: pattern.source } : {}),
      ...(format ? { format } : {}),
    },
    ...(trim
      ? [Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))]
      : []),
    v.IsString(),
    v.Length(min, max),
    v.Matches(WITHOUT_NUL, { message: '$property must not contain NUL' }),
    ...(pattern ? [v.Matches(pattern, { message: `$property ${patternHint ?? 'has the wrong form'}` })] : []),
  );
}

export function EmailField(options: FieldOptions) {
  return field(options, { type: String, format: 'email', maxLength: 254 }, v.IsEmail(), v.MaxLength(254));
}

/** A whole number from min to max. */
export function IntField(options: FieldOptions & { min: number; max: number }) {
  const { min, max } = options;
  return field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    numberFromQuery(),
    v.IsInt(),
    v.Min(min),
    v.Max(max),
  );
}

export function NumberField(options: FieldOptions & { min: number; max: number }) {
  const { min, max } = options;
  return field(
    options,
    { type: 'number', minimum: min, maximum: max },
    numberFromQuery(),
    v.IsNumber(),
    v.Min(min),
    v.Max(max),
  );
}

export function UuidField(options: FieldOptions) {
  return field(options, { type: String, format: 'uuid' }, v.IsUUID('all'));
}

/** One of the values of an enum that has a name in the document. */
export function EnumField(options: FieldOptions & { enum: Record<string, string>; enumName: string }) {
  return field(
    options,
    { enum: Object.values(options.enum), enumName: options.enumName },
    v.IsIn(Object.values(options.enum)),
  );
}

export function FlagField(options: FieldOptions) {
  const fromQuery = Transform(({ value }: { value: unknown }) =>
    value === 'true' ? true : value === 'false' ? false : value,
  );
  return field(options, { type: Boolean }, fromQuery, v.IsBoolean());
}

/** A moment, RFC 3339 in UTC. */
export function TimeField(options: FieldOptions) {
  return field(options, { type: String, format: 'date-time' }, v.IsISO8601({ strict: true }));
}

/** A day of the calendar, YYYY-MM-DD, from the year 1 on. */
export function DateField(options: FieldOptions) {
  return field(
    options,
    { type: String, format: 'date' },
    v.Matches(/^(?!0000)\d{4}-\d{2}-\d{2}$/, { message: '$property must be a date, YYYY-MM-DD' }),
    v.IsISO8601({ strict: true }),
  );
}

/** A list of texts, each without NUL. */
export function TextListField(
  options: FieldOptions & {
    minItems?: number;
    maxItems: number;
    maxLength: number;
    enum?: Record<string, string>;
    enumName?: string;
  },
) {
  const { minItems = 0, maxItems, maxLength, enum: values, enumName } = options;
  const count = { ...(minItems > 0 ? { minItems } : {}), maxItems };
  return field(
    options,
    { type: String, isArray: true, ...count, ...(values ? { enum: Object.values(values), enumName } : {}) },
    v.IsArray(),
    v.ArrayMinSize(minItems),
    v.ArrayMaxSize(maxItems),
    v.IsString({ each: true }),
    v.MaxLength(maxLength, { each: true }),
    v.Matches(WITHOUT_NUL, { each: true, message: 'each value in $property must not contain NUL' }),
    ...(values ? [v.IsIn(Object.values(values), { each: true })] : []),
  );
}

/** A list of whole numbers, each from min to max. */
export function IntListField(
  options: FieldOptions & { minItems?: number; maxItems: number; min: number; max: number },
) {
  const { minItems = 0, maxItems, min, max } = options;
  return field(
    options,
    { type: 'array', items: { type: 'integer', minimum: min, maximum: max }, minItems, maxItems },
    v.IsArray(),
    v.ArrayMinSize(minItems),
    v.ArrayMaxSize(maxItems),
    v.IsInt({ each: true }),
    v.Min(min, { each: true }),
    v.Max(max, { each: true }),
  );
}

/** A nested object, or with `isArray` a list of them. */
export function ObjectField(
  options: FieldOptions & { type: () => new () => object; isArray?: boolean; maxItems?: number },
) {
  const { type, isArray = false, maxItems } = options;
  return field(
    options,
    { type, isArray, ...(maxItems ? { maxItems } : {}) },
    Type(type),
    v.ValidateNested({ each: isArray }),
    ...(isArray ? [v.IsArray(), v.ArrayMaxSize(maxItems ?? 1000)] : []),
  );
}
