import { DownloadLimitsBody, toLimits } from './download-limits.body.js';
import type { DownloadChange } from '../download-change.js';

/** What is not in it stays as it is. */
export class ChangeDownloadBody extends DownloadLimitsBody {}

export const toDownloadChange = (body: ChangeDownloadBody): DownloadChange => ({
  priority: body.priority ?? null,
  limits: toLimits(body),
});
