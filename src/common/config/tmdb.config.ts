import { configSection, secret, variable } from './section.js';
import { text, url } from './values.js';

export class TmdbConfig extends configSection('Movie and series data (TMDB)', {
  apiKey: secret(
    'SOKOUL_TMDB_API_KEY',
    text().optional(),
    'API read access token (preferred) or API key of a TMDB account, from themoviedb.org/settings/api.',
  ),
  url: variable(
    'SOKOUL_TMDB_URL',
    url('http:', 'https:').default('https://api.themoviedb.org/3'),
    "URL of TMDB's API, version 3.",
  ),
  imageUrl: variable(
    'SOKOUL_TMDB_IMAGE_URL',
    url('http:', 'https:').default('https://image.tmdb.org/t/p'),
    'Where clients load the images of TMDB from.',
  ),
  language: variable(
    'SOKOUL_LANGUAGE',
    text()
      .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language such as en or pt-BR')
      .default('en-US'),
    'Language of titles and descriptions, such as en-US, de or pt-BR.',
  ),
  region: variable(
    'SOKOUL_REGION',
    text()
      .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters such as US')
      .default('US'),
    'Country for where to watch and for age ratings (ISO 3166-1).',
  ),
}) {}
