/** The client left before it had all its bytes; nothing is wrong. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';

  constructor(options?: ErrorOptions) {
    super('The client closed the connection', options);
  }
}
