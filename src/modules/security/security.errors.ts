import { DomainError } from '../../common/errors/domain-error.js';

export class WhitelistEntryExistsError extends DomainError {
  readonly code = 'WHITELIST_ENTRY_EXISTS';
  readonly kind = 'conflict';
  constructor(ipAddress?: string) {
    super('This address is on the list already', ipAddress === undefined ? {} : { ip_address: ipAddress });
  }
}

/** After this change its author could not administer any more. */
export class WhitelistLockoutError extends DomainError {
  readonly code = 'WHITELIST_LOCKOUT';
  readonly kind = 'conflict';
  constructor(ipAddress: string | null = null) {
    super(
      'This would lock you out: the list would not hold your own address. Set force to do it all the same',
      {
        your_ip_address: ipAddress,
      },
    );
  }
}
