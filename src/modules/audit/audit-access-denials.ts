import { Inject, Injectable } from '@nestjs/common';
import { AccessDenials } from '../../common/access/access-denials.js';
import type { AccessDenial } from '../../common/access/access-denials.js';
import { Logger } from '../../common/logging/logger.js';
import { AuditLog } from './audit-log.js';

/** Records who was refused at which administrator route. The refusal stands, even when it can't be recorded. */
@Injectable()
export class AuditAccessDenials extends AccessDenials {
  constructor(
    private readonly audit: AuditLog,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async denied({ actor, route, method, code }: AccessDenial): Promise<void> {
    try {
      await this.audit.recordAlone({
        action: 'access_denied',
        resource: 'route',
        resourceId: `${method} ${route}`,
        newValue: { code, role: actor?.role ?? null },
        userId: actor?.id ?? null,
      });
    } catch (error) {
      this.logger.error({ err: error, route, method, code }, 'A refusal could not be recorded');
    }
  }
}
