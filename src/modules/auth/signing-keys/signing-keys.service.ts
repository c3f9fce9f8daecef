import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { RotationOptions } from './key-source.js';
import type { SigningKey } from './signing-key.js';
import { SigningKeys } from './signing-keys.js';

@Injectable()
export class SigningKeysService {
  constructor(
    private readonly keys: SigningKeys,
    private readonly audit: AuditLog,
  ) {}

  /** Throws SigningKeyGivenError when the operator keeps the keys. */
  async rotate(options: RotationOptions): Promise<SigningKey> {
    const before = await this.keys.current();
    const next = await this.keys.rotate(options);
    await this.audit.recordAlone({
      action: 'signing_key_rotated',
      resource: 'signing_key',
      resourceId: next.keyId,
      oldValue: { kid: before.keyId },
      newValue: { kid: next.keyId, is_previous_revoked: options.revokePrevious },
    });
    return next;
  }
}
