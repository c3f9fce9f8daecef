import { MAX_REFUSED_SCORE, MAX_SCORE } from '../score.js';
import { reason } from '../scored-facts.js';
import type { Score, ScoreReason } from '../scored-facts.js';
import type { ReleaseOpinion } from './opinion-answer.js';

const SECOND_OPINION = 'second_opinion';
/** However a stranger's name may talk a model round, it moves a score by no more than this. */
export const MAX_SHIFT = 15;

/** The rules' score, moved towards the opinion. What the profile refuses stays where it is. */
export function applyOpinion(score: Score, opinion: ReleaseOpinion | undefined): Score {
  if (opinion === undefined || !score.isAcceptable) return score;
  const wanted = Math.min(MAX_SHIFT, Math.max(-MAX_SHIFT, Math.round(opinion.score - score.score)));
  const message = opinion.reason === '' ? 'Second opinion' : `Second opinion: ${opinion.reason}`;
  return shifted(score, wanted, message);
}

/** A score made anew, with the opinion that the earlier one had: it was about the name, which has not changed. */
export function keepOpinion(score: Score, earlier: readonly ScoreReason[]): Score {
  const opinion = earlier.find(({ code }) => code === SECOND_OPINION);
  return opinion && score.isAcceptable ? shifted(score, opinion.points, opinion.message) : score;
}

function shifted(score: Score, by: number, message: string): Score {
  const moved = Math.min(MAX_SCORE, Math.max(MAX_REFUSED_SCORE + 1, score.score + by));
  const points = moved - score.score;
  return { ...score, score: moved, reasons: [...score.reasons, reason(SECOND_OPINION, points, message)] };
}
