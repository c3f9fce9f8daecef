import type { FirstAdmin } from '../modules/auth/index.js';

export interface BannerFacts {
  readonly url: string;
  readonly dataDir: string;
  readonly startedInMs: number;
  /** Set on the start that created the administrator. */
  readonly firstAdmin: FirstAdmin | null;
  readonly adminUsername: string;
}

function account({ firstAdmin }: BannerFacts): string[] {
  if (!firstAdmin) return [];
  const { username, generatedPassword } = firstAdmin;
  if (generatedPassword === null)
    return [`  Administrator  ${username}, with the password you configured`, ''];
  return [
    `  Administrator  ${username}`,
    `  Password       ${generatedPassword}   (shown this once: keep it)`,
    '',
  ];
}

function firstRequest({ url, firstAdmin, adminUsername }: BannerFacts): string[] {
  const username = firstAdmin?.username ?? adminUsername;
  const password = firstAdmin?.generatedPassword ?? '<your password>';
  return [
    '  First request:',
    '',
    `    curl -s ${url}/api/v1/auth/login -H 'content-type: application/json' \\`,
    `      -d '{"username":"${username}","password":"${password}"}'`,
  ];
}

/** What `npm start` prints once everything answers. */
export function renderBanner(facts: BannerFacts): string {
  const { url, dataDir, startedInMs } = facts;
  return [
    '',
    `  Sokoul is ready at ${url} (started in ${(startedInMs / 1000).toFixed(1)} s)`,
    '',
    `  Try it out     ${url}/api/docs`,
    `  Data           ${dataDir}`,
    '',
    ...account(facts),
    ...firstRequest(facts),
    '',
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}

/** For a start that ended between creating the administrator and the banner: nobody could learn the password later. */
export function renderUntoldPassword({ username, generatedPassword }: FirstAdmin): string {
  if (generatedPassword === null) return '';
  return `sokoul: the administrator ${username} was created with the password ${generatedPassword} (shown this once: keep it)\n`;
}
