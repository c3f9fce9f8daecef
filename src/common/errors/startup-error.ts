/** The process can't start (or go on). `message` is the one line that the operator reads: what is wrong, and what to do. */
export class StartupError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'StartupError';
  }
}
