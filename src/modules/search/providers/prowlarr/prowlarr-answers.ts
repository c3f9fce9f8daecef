import { z } from 'zod';

/** Prowlarr leaves out what is null. */
const maybe = <T>(schema: z.ZodType<T>) => schema.nullish().transform((value) => value ?? null);
const list = <T>(schema: z.ZodType<T>) =>
  schema
    .array()
    .nullish()
    .transform((value) => value ?? []);
const number = z.number();

const categorySchema = z
  .object({ id: number, subCategories: list(z.object({ id: number })) })
  .transform(({ id, subCategories }) => [id, ...subCategories.map((category) => category.id)]);

const indexerSchema = z.object({
  id: number,
  name: maybe(z.string()),
  enable: z.boolean(),
  supportsSearch: z.boolean().default(true),
  protocol: z.string(),
  privacy: maybe(z.string()),
  capabilities: maybe(
    z.object({
      limitsMax: maybe(number),
      categories: list(categorySchema),
      movieSearchParams: list(z.string()),
      tvSearchParams: list(z.string()),
    }),
  ),
});

const statusSchema = z.object({
  indexerId: number,
  disabledTill: maybe(z.string()),
  mostRecentFailure: maybe(z.string()),
});

export const indexersSchema = z.array(indexerSchema);
export const statusesSchema = z.array(statusSchema);

export const releaseSchema = z.object({
  guid: maybe(z.string()),
  title: z.string(),
  protocol: z.string(),
  size: maybe(number),
  indexer: maybe(z.string()),
  publishDate: maybe(z.string()),
  imdbId: maybe(number),
  tmdbId: maybe(number),
  downloadUrl: maybe(z.string()),
  magnetUrl: maybe(z.string()),
  infoHash: maybe(z.string()),
  seeders: maybe(number),
  leechers: maybe(number),
  indexerFlags: list(z.string()),
  categories: list(categorySchema),
});

export type ProwlarrIndexer = z.infer<typeof indexerSchema>;
export type ProwlarrStatus = z.infer<typeof statusSchema>;
export type ProwlarrRelease = z.infer<typeof releaseSchema>;
