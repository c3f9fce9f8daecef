import { EnumField, IntField, ObjectField, TextField, UuidField } from '../../../common/http/fields.js';
import { MediaImageKind } from '../metadata/media-image.entity.js';
import type { MediaImage } from '../metadata/media-image.entity.js';

const MAX_PIXELS = 100_000;

export class MediaImageResponse {
  @EnumField({
    enum: MediaImageKind,
    enumName: 'MediaImageKind',
    description: 'What it is',
    example: 'poster',
  })
  kind: MediaImageKind;

  @TextField({
    max: 2048,
    description: 'Where it is',
    example: 'https://image.tmdb.org/t/p/original/poster.jpg',
  })
  url: string;

  @TextField({
    max: 10,
    nullable: true,
    description: 'Language of the text in it, ISO 639-1; null without text',
    example: 'en',
  })
  language: string | null;

  @IntField({ min: 0, max: MAX_PIXELS, description: 'Width of the original in pixels', example: 2000 })
  width: number;

  @IntField({ min: 0, max: MAX_PIXELS, description: 'Height of the original in pixels', example: 3000 })
  height: number;
}

export class MediaImagesResponse {
  @UuidField({ description: 'Id of the title', example: '550e8400-e29b-41d4-a716-446655440000' })
  media_id: string;

  @ObjectField({
    type: () => MediaImageResponse,
    isArray: true,
    description: 'Posters, backdrops and logos, in this order, the best first',
  })
  images: MediaImageResponse[];
}

const toMediaImageResponse = ({ kind, url, language, width, height }: MediaImage): MediaImageResponse => ({
  kind,
  url,
  language,
  width,
  height,
});

export const toMediaImagesResponse = (
  mediaId: string,
  images: readonly MediaImage[],
): MediaImagesResponse => ({
  media_id: mediaId,
  images: images.map(toMediaImageResponse),
});
