import { z } from 'zod';

const MAX_REASON_LENGTH = 160;

/** What is thought of one release. */
export interface ReleaseOpinion {
  /** 0 to 100. */
  readonly score: number;
  readonly reason: string;
}

const completion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]).rest(z.unknown()),
});

const answer = z.strictObject({
  scores: z.array(
    z.strictObject({ n: z.int(), score: z.number().min(0).max(100), reason: z.string().max(2000) }),
  ),
});

/**
 * The opinions of a completion on `count` releases, in their order. Null for everything else: prose, other fields, a number
 * that is missing, unknown or there twice.
 */
export function readOpinions(body: unknown, count: number): ReleaseOpinion[] | null {
  const content = completion.safeParse(body).data?.choices[0].message.content;
  const scores = answer.safeParse(parseJson(content)).data?.scores;
  if (scores?.length !== count) return null;
  const byNumber = new Map(scores.map((one) => [one.n, one]));
  const opinions = Array.from({ length: count }, (_, index) => byNumber.get(index + 1));
  if (opinions.includes(undefined)) return null;
  return opinions
    .filter((one) => one !== undefined)
    .map(({ score, reason }) => ({ score, reason: shortened(reason) }));
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined; // judged like every other answer that has the wrong form
  }
}

/** Shown to people: one line, without characters that change how the rest is read. */
const shortened = (text: string): string =>
  text
    .replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_REASON_LENGTH)
    .toWellFormed();
