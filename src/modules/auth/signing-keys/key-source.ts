/** Where signing keys come from. */
export interface KeySource {
  /** The keys that verify at this time, in PEM; the first one signs. */
  load(now: number): Promise<string[]>;
  /** Makes the next key, which signs from then on. Throws when the keys are not ours to make. */
  rotate(now: number, options: RotationOptions): Promise<void>;
}

export interface RotationOptions {
  /** Refuse at once what older keys have signed, instead of when it expires. */
  readonly revokePrevious: boolean;
}
