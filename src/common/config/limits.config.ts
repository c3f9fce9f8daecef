import { z } from 'zod';
import { isRateLimitName } from './rate-limits.js';
import type { RateLimitChange } from './rate-limits.js';
import { configSection, variable } from './section.js';
import { addressRangeList, flag } from './values.js';

const CHANGE = /^([a-z_]+)\.(user|address)=([1-9]\d{0,8})\/([1-9]\d{0,5})$/;
const HINT =
  'must be off, or a comma-separated list of name.user=requests/seconds and name.address=requests/seconds with the names in docs/security.md';

function parseChange(text: string): RateLimitChange | null {
  const [, name = '', scope, requests, seconds] = CHANGE.exec(text.trim()) ?? [];
  if (!isRateLimitName(name) || (scope !== 'user' && scope !== 'address')) return null;
  return { name, scope, requests: Number(requests), seconds: Number(seconds) };
}

const rateLimitChanges = () =>
  z.string().transform((value, context): RateLimitChange[] | 'off' => {
    if (value === 'off') return 'off';
    const changes = value.split(',').map(parseChange);
    if (changes.includes(null)) context.addIssue({ code: 'custom', message: HINT });
    return changes.filter((change) => change !== null);
  });

export class LimitsConfig extends configSection('Limits and network', {
  rateLimits: variable(
    'SOKOUL_RATE_LIMITS',
    rateLimitChanges().default([]),
    'Changes to the rate limits, such as general.user=300/60,search.user=60/60 (requests/seconds; names and defaults in docs/security.md), or off.',
  ),
  trustedProxies: variable(
    'SOKOUL_TRUSTED_PROXIES',
    addressRangeList().default([]),
    'Comma-separated addresses or CIDR ranges of reverse proxies whose X-Forwarded-* headers are believed. Without any, they are ignored.',
  ),
  areAdminIpRulesEnforced: variable(
    'SOKOUL_ADMIN_IP_RULES',
    flag().default(true),
    'Whether administration is limited to the addresses that administrators listed. false is the way back in for someone who locked everybody out.',
  ),
}) {}
