import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, HttpCode, HttpStatus, Post, Query, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Authenticated } from '../../common/access/access.decorators.js';
import { Role } from '../../common/access/role.js';
import { errorCode } from '../../common/errors/error-code.js';
import { NotFoundError, ValidationError } from '../../common/errors/common.errors.js';
import { ApiErrors } from '../../common/http/api-errors.decorator.js';
import { offsetOf, toPage } from '../../common/http/paging.js';
import { UuidParam } from '../../common/http/uuid-param.js';
import { AuditEndAcceptance } from './audit-end-acceptance.js';
import { AuditExport } from './audit-export.js';
import { AuditLogsService } from './audit-logs.service.js';
import { AuditVerifier } from './audit-verifier.js';
import { AuditChainIntactError } from './audit.errors.js';
import { AcceptAuditEndBody } from './dto/accept-audit-end.body.js';
import {
  AuditLogDetailsResponse,
  AuditLogPage,
  toAuditLogDetailsResponse,
  toAuditLogResponse,
} from './dto/audit-log.response.js';
import { AuditVerificationResponse, toAuditVerificationResponse } from './dto/audit-verification.response.js';
import { ExportAuditLogsQuery, ListAuditLogsQuery, toAuditFilter } from './dto/list-audit-logs.query.js';

@ApiTags('Audit')
@Controller('admin/audit-logs')
export class AuditLogsController {
  constructor(
    private readonly logs: AuditLogsService,
    private readonly verifier: AuditVerifier,
    private readonly exporter: AuditExport,
    private readonly acceptance: AuditEndAcceptance,
  ) {}

  @Get()
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'List the audit trail, newest first' })
  @ApiOkResponse({ type: AuditLogPage, description: 'One page of the trail' })
  @ApiErrors(ValidationError)
  async listAuditLogs(@Query() query: ListAuditLogsQuery): Promise<AuditLogPage> {
    const [rows, total] = await this.logs.list(toAuditFilter(query), offsetOf(query), query.limit);
    return toPage(rows.map(toAuditLogResponse), total, query);
  }

  @Get('verify')
  @Authenticated(Role.Admin)
  @ApiOperation({
    summary: 'Verify that the audit trail is complete and unchanged',
    description:
      'Seals what waits, then recomputes the hash of every row and names the first that is not what was sealed.',
  })
  @ApiOkResponse({ type: AuditVerificationResponse, description: 'What was found' })
  async verifyAuditLogs(): Promise<AuditVerificationResponse> {
    return toAuditVerificationResponse(await this.verifier.verify());
  }

  @Get('export')
  @Authenticated(Role.Admin)
  @ApiOperation({
    summary: 'Download the audit trail, oldest first',
    description:
      'A stream of any length, with the hashes of the chain. Rows written meanwhile are left out. The download is audited.',
  })
  @ApiOkResponse({
    description: 'One row per line',
    content: {
      'application/x-ndjson': { schema: { type: 'string' } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  @ApiErrors(ValidationError)
  async exportAuditLogs(@Query() query: ExportAuditLogsQuery, @Res() response: Response): Promise<void> {
    const { contentType, body } = await this.exporter.open(toAuditFilter(query), query.format);
    response.setHeader('Content-Type', contentType);
    response.setHeader('Content-Disposition', `attachment; filename="audit-logs.${query.format}"`);
    response.setHeader('Cache-Control', 'no-store');
    await pipeline(body, response).catch((error: unknown) => {
      if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }

  @Post('accept-end')
  @Authenticated(Role.Admin, { sessionOnly: true })
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({
    summary: 'Accept the end of the chain as it is',
    description:
      'For after a known cause: a new internal secret or a restored backup. Sealing stops until then. The end that was ' +
      'signed, the one that is there and the reason stay in the trail; rows that were altered stay broken.',
  })
  @ApiNoContentResponse({ description: 'Signed; sealing goes on' })
  @ApiErrors(ValidationError, AuditChainIntactError)
  async acceptAuditEnd(@Body() body: AcceptAuditEndBody): Promise<void> {
    await this.acceptance.accept(body.reason);
  }

  @Get(':audit_log_id')
  @Authenticated(Role.Admin)
  @ApiOperation({ summary: 'Show a row of the audit trail with everything that is known about it' })
  @ApiOkResponse({ type: AuditLogDetailsResponse, description: 'The row and its place in the chain' })
  @ApiErrors(NotFoundError)
  async getAuditLog(@UuidParam('audit_log_id', 'Audit log') id: string): Promise<AuditLogDetailsResponse> {
    return toAuditLogDetailsResponse(await this.logs.getById(id));
  }
}
