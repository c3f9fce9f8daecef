import { z } from 'zod';
import { SourceKind, StreamAccess } from '../providers/search-provider.js';
import type { Finding, SourceDraft, TitleDraft } from '../providers/search-provider.js';

const MediaType = z.enum(['movie', 'tv']);

/** Every field by its name: one that is forgotten here would be lost with each answer that is shared. */
const Source = z.object({
  kind: z.enum(SourceKind),
  guid: z.string(),
  releaseName: z.string(),
  indexer: z.string().nullable(),
  infoHash: z.string().nullable(),
  magnetLink: z.string().nullable(),
  torrentUrl: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  seeders: z.number().nullable(),
  leechers: z.number().nullable(),
  publishedAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .nullable(),
  mediaType: MediaType.nullable(),
  tmdbId: z.number().nullable(),
  imdbId: z.string().nullable(),
  downloadVolumeFactor: z.number().nullable(),
  uploadVolumeFactor: z.number().nullable(),
  offer: z
    .object({
      service: z.string(),
      serviceName: z.string(),
      access: z.enum(StreamAccess),
      region: z.string(),
      link: z.string().nullable(),
    })
    .nullable(),
  measured: z.object({ resolution: z.string().nullable(), codec: z.string().nullable() }).optional(),
} satisfies Record<keyof SourceDraft, z.ZodType>);

const Title = z.object({
  mediaType: MediaType,
  title: z.string(),
  originalTitle: z.string().nullable(),
  otherTitles: z.array(z.string()),
  year: z.number().nullable(),
  tmdbId: z.number().nullable(),
  imdbId: z.string().nullable(),
  mediaId: z.string().nullable(),
  posterUrl: z.string().nullable(),
  overview: z.string().nullable(),
  rating: z.number().nullable(),
  runtimeMinutes: z.number().nullable(),
} satisfies Record<keyof TitleDraft, z.ZodType>);

const Findings = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('release'), source: Source }),
    z.object({ kind: z.literal('title'), title: Title, sources: z.array(Source) }),
  ]),
);

/** Findings as they were before they became JSON; null when an earlier version stored something else. */
export function readFindings(stored: unknown): readonly Finding[] | null {
  const findings = Findings.safeParse(stored);
  return findings.success ? findings.data : null;
}
