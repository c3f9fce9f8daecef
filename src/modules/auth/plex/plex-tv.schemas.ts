import { z } from 'zod';

/** What is read of plex.tv's answers; the rest may change without notice. */
export const pinSchema = z.object({
  id: z.number().int().positive(),
  code: z.string().min(1).max(200),
  expiresIn: z.number().positive().optional(),
  authToken: z.string().min(1).max(4096).nullish(),
});
export type PinAnswer = z.infer<typeof pinSchema>;

/** 200 with `null` has been seen for a PIN that is gone. */
export const polledPinSchema = pinSchema.nullable();

export const accountSchema = z.object({
  id: z.number().int().positive(),
  username: z.string().max(500).nullish(),
  title: z.string().max(500).nullish(),
  email: z.string().max(254).nullish(),
  confirmed: z.boolean().nullish(),
});
export type PlexAccount = z.infer<typeof accountSchema>;

export const resourcesSchema = z.array(
  z.object({ clientIdentifier: z.string(), provides: z.string().nullish() }),
);
