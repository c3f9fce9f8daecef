import { applyDecorators } from '@nestjs/common';
import { Matches } from 'class-validator';
import { EnumField, IntField, NumberField, TextField } from '../../../../common/http/fields.js';
import { Quality } from '../../scoring/quality.js';

export const MAX_SIZE_LIMITS = Object.keys(Quality).length;
export const MAX_TERMS = 50;
export const MAX_TERM_LENGTH = 100;

export const Codec = {
  H265: 'h265',
  H264: 'h264',
  Av1: 'av1',
  Vp9: 'vp9',
  Vp8: 'vp8',
  Vc1: 'vc1',
  Mpeg2: 'mpeg2',
  Xvid: 'xvid',
  Divx: 'divx',
} as const;

const LANGUAGE = /^(?:original|[a-z]{2,3}(?:-[a-z0-9]{2,4})?)$/;

/** Each item is a language code as names of releases are understood to have, or `original`. */
export const LanguageItems = () =>
  applyDecorators(
    Matches(LANGUAGE, { each: true, message: 'each of $property must be a code such as en, or original' }),
  );

export class SizeLimitFields {
  @EnumField({ enum: Quality, enumName: 'Quality', description: 'Quality', example: Quality.Web1080p })
  quality: Quality;

  @NumberField({
    min: 0,
    max: 100_000,
    optional: true,
    nullable: true,
    description: 'Least megabytes (10⁶ bytes) a minute; null is no bound',
    example: 5,
  })
  min_mb_per_minute?: number | null;

  @NumberField({
    min: 0.1,
    max: 100_000,
    optional: true,
    nullable: true,
    description: 'Most megabytes (10⁶ bytes) a minute; null is no bound',
    example: 100,
  })
  max_mb_per_minute?: number | null;
}

export class PreferredTermFields {
  @TextField({
    max: MAX_TERM_LENGTH,
    trim: true,
    description:
      'Words that follow one another in the name, regardless of case and punctuation; * stands for any letters of a word',
    example: 'HDR10*',
  })
  term: string;

  @IntField({ min: -50, max: 50, description: 'What it adds to the score', example: 5 })
  points: number;
}
