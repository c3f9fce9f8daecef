import { z } from 'zod';

const number = z.coerce.number().nonnegative().finite();
const disposition = z.record(z.string(), z.number()).catch({});
const tags = z.record(z.string(), z.string()).catch({});
const sideData = z.array(z.object({ side_data_type: z.string().optional() })).catch([]);

const stream = z.object({
  codec_type: z.string(),
  codec_name: z.string().optional(),
  width: z.int().positive().optional().catch(undefined),
  height: z.int().positive().optional().catch(undefined),
  channels: z.int().positive().optional().catch(undefined),
  color_transfer: z.string().optional(),
  duration: number.optional().catch(undefined),
  disposition: disposition.default({}),
  tags: tags.default({}),
  side_data_list: sideData.default([]),
});

/** What is read of ffprobe's answer. Null for what is no answer of its. */
export const ffprobeStreams = z
  .object({
    streams: z.array(stream),
    format: z.object({
      format_name: z.string().default(''),
      duration: number.optional().catch(undefined),
      tags: tags.default({}),
    }),
  })
  .nullable()
  .catch(null);

export const ffprobeFrame = z
  .object({ frames: z.array(z.object({ side_data_list: sideData.default([]) })) })
  .catch({ frames: [] });

export type FfprobeStream = z.output<typeof stream>;
