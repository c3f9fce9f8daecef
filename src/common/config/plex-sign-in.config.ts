import { z } from 'zod';
import { configSection, variable } from './section.js';
import { text, url } from './values.js';

export class PlexSignInConfig extends configSection('Sign-in with Plex', {
  mode: variable(
    'SOKOUL_PLEX_SIGN_IN',
    z.enum(['off', 'linked', 'server']).default('off'),
    'Who may sign in with Plex: off is nobody, linked is those who linked their Plex account to theirs here, server is also everyone with access to SOKOUL_PLEX_MACHINE_ID, who gets an account with the first sign-in.',
  ),
  machineId: variable(
    'SOKOUL_PLEX_MACHINE_ID',
    text().optional(),
    'Machine identifier of your Plex server (machineIdentifier at http://your-plex:32400/identity). With it, only people with access to that server sign in with Plex.',
  ),
  plexTvUrl: variable(
    'SOKOUL_PLEX_TV_URL',
    url('http:', 'https:').default('https://plex.tv'),
    "URL of Plex's account service.",
  ),
}) {}
