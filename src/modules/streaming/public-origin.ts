import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ServerConfig } from '../../common/config/server.config.js';

/** Where clients reach this server. */
@Injectable()
export class PublicOrigin {
  constructor(private readonly config: ServerConfig) {}

  /** The configured URL, else the address that the client used. No slash at its end. */
  of(request: Request): string {
    const { publicUrl, host, port } = this.config;
    if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '');
    const used = `${request.protocol}://${request.get('host') ?? ''}`;
    return URL.canParse(used) ? new URL(used).origin : `http://${host}:${port}`;
  }
}
