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
} from '../../../common/http/fields.js';
import { SourceKind, StreamAccess } from '../providers/search-provider.js';
import type { StreamOffer } from '../providers/search-provider.js';
import { SourceFlag } from '../scoring/scored-facts.js';
import type { SearchSource } from '../search-source.entity.js';

const MAX = Number.MAX_SAFE_INTEGER;

export class ScoreReasonResponse {
  @TextField({ max: 64, description: 'Stable name of the rule', example: 'resolution' })
  code: string;

  @IntField({ min: -10_000, max: 10_000, description: 'What it adds to the score', example: 32 })
  points: number;

  @TextField({ max: 200, description: 'The same for people', example: 'Resolution 1080p' })
  message: string;
}

export class StreamOfferResponse {
  @TextField({ max: 64, description: 'Service that shows it', example: 'netflix' })
  service: string;

  @TextField({ max: 200, description: 'The same for people', example: 'Netflix' })
  service_name: string;

  @EnumField({
    enum: StreamAccess,
    enumName: 'StreamAccess',
    description: 'What watching it takes',
    example: StreamAccess.Subscription,
  })
  access: StreamAccess;

  @TextField({ max: 2, description: 'Country, ISO 3166-1', example: 'US' })
  region: string;

  @TextField({ max: 2048, nullable: true, description: 'Page of it', example: null })
  link: string | null;
}

export class SourceResponse {
  @UuidField({
    description: 'To be given as source_id when a download starts',
    example: '7d8a4f52-0b0f-4c70-9a5e-3f1f8f0c8a11',
  })
  source_id: string;

  @EnumField({
    enum: SourceKind,
    enumName: 'SourceKind',
    description: 'A torrent to fetch, a file that the library has, or a stream of somebody else',
    example: SourceKind.Torrent,
  })
  kind: SourceKind;

  @TextField({ max: 64, description: 'Provider that offers it', example: 'jackett' })
  provider: string;

  @TextField({ max: 100, nullable: true, description: 'Site behind the provider', example: 'publicdomain' })
  indexer: string | null;

  @TextField({
    max: 512,
    description: 'Release name as the provider gives it',
    example: 'Night.of.the.Living.Dead.1968.1080p.BluRay.x264-GRP',
  })
  title: string;

  @TextField({ max: 32, nullable: true, description: 'Resolution by the release name', example: '1080p' })
  quality: string | null;

  @TextField({ max: 64, nullable: true, description: 'What it was taken from', example: 'BluRay' })
  source_type: string | null;

  @TextField({ max: 32, nullable: true, description: 'Video codec', example: 'h264' })
  codec: string | null;

  @TextListField({ maxItems: 10, maxLength: 32, description: 'HDR formats', example: ['DV', 'HDR'] })
  hdr: string[];

  @TextListField({ maxItems: 20, maxLength: 32, description: 'Audio formats', example: ['DDP'] })
  audio: string[];

  @TextListField({
    maxItems: 50,
    maxLength: 32,
    description: 'Languages that the name tells',
    example: ['en'],
  })
  languages: string[];

  @TextField({ max: 512, nullable: true, description: 'Release group', example: 'GRP' })
  group: string | null;

  @ApiProperty({ type: 'integer', isArray: true, description: 'Seasons in it', example: [] })
  seasons: number[];

  @ApiProperty({
    type: 'integer',
    isArray: true,
    description: 'Episodes in it; empty for whole seasons',
    example: [],
  })
  episodes: number[];

  @FlagField({ description: 'Corrects an earlier release (PROPER or REPACK)', example: false })
  is_proper: boolean;

  @IntField({ min: 0, max: MAX, nullable: true, description: 'Peers that have all of it', example: 150 })
  seeders: number | null;

  @IntField({ min: 0, max: MAX, nullable: true, description: 'Peers that fetch it', example: 20 })
  leechers: number | null;

  @IntField({ min: 0, max: MAX, nullable: true, description: 'Size', example: 2_147_483_648 })
  size_bytes: number | null;

  @TimeField({ nullable: true, description: 'When it was published', example: '2026-02-15T15:28:37.000Z' })
  published_at: string | null;

  @IntField({ min: 0, max: 100, description: 'How well it fits; 100 is best', example: 95 })
  score: number;

  @ObjectField({
    type: () => ScoreReasonResponse,
    isArray: true,
    description: 'What the score is made of; the points add up to it',
  })
  reasons: ScoreReasonResponse[];

  @FlagField({
    description:
      'False when the quality profile refuses it; a release then has a score of 10 at most, else more',
    example: true,
  })
  is_acceptable: boolean;

  @TextListField({
    maxItems: 20,
    maxLength: 32,
    enum: SourceFlag,
    enumName: 'SourceFlag',
    description: 'What is worth knowing before it is taken',
    example: ['size_implausible'],
  })
  flags: SourceFlag[];

  @TextField({
    max: 40,
    nullable: true,
    description: 'Info hash',
    example: 'c9e15763f722f23e98a29decdfae341b98d53056',
  })
  info_hash: string | null;

  @ObjectField({
    type: () => StreamOfferResponse,
    nullable: true,
    description: 'Where it can be watched; of streams only',
  })
  offer: StreamOfferResponse | null;

  @TextField({
    max: 32_768,
    nullable: true,
    description: 'Magnet link; null for what can not be downloaded directly',
    example: 'magnet:?xt=urn:btih:c9e15763f722f23e98a29decdfae341b98d53056',
  })
  magnet_link: string | null;
}

export const toSourceResponse = (source: SearchSource): SourceResponse => ({
  source_id: source.id,
  kind: source.kind,
  provider: source.provider,
  indexer: source.indexer,
  title: source.releaseName,
  quality: source.attributes.resolution,
  source_type: source.attributes.source,
  codec: source.attributes.codec,
  hdr: source.attributes.hdr,
  audio: source.attributes.audio,
  languages: source.attributes.languages,
  group: source.attributes.group,
  seasons: source.attributes.seasons,
  episodes: source.attributes.episodes,
  is_proper: source.attributes.isProper,
  seeders: source.seeders,
  leechers: source.leechers,
  size_bytes: source.sizeBytes,
  published_at: source.publishedAt?.toISOString() ?? null,
  score: source.score,
  reasons: source.reasons.map(({ code, points, message }) => ({ code, points, message })),
  is_acceptable: source.isAcceptable,
  flags: source.flags,
  info_hash: source.infoHash,
  offer: source.offer && toStreamOffer(source.offer),
  magnet_link: source.magnetLink,
});

const toStreamOffer = (offer: StreamOffer): StreamOfferResponse => ({
  service: offer.service,
  service_name: offer.serviceName,
  access: offer.access,
  region: offer.region,
  link: offer.link,
});
