import { ForbiddenError } from '../errors/common.errors.js';

/** Where a request comes from, as far as administration cares. */
export interface AdminOrigin {
  readonly ipAddress: string | undefined;
  /** Sent on this machine itself, not through a proxy. */
  readonly isLocal: boolean;
}

/** From where administration may be done. Implemented by the security module. */
export abstract class AdminNetwork {
  abstract allows(origin: AdminOrigin): Promise<boolean>;
}

export class AddressNotAllowedError extends ForbiddenError {
  constructor() {
    super('Administration is not allowed from this address');
  }
}
