import { configSection, secret, variable } from './section.js';
import { integer, text, url } from './values.js';

export class SecondOpinionConfig extends configSection('Second opinion on search results', {
  url: variable(
    'SOKOUL_AI_URL',
    url('http:', 'https:').optional(),
    'Base of an OpenAI-compatible API, such as http://localhost:11434/v1. Asked when somebody has a search scored anew; sent are the question, the quality profile and names of releases. Without it, only fixed rules score.',
  ),
  apiKey: secret('SOKOUL_AI_API_KEY', text().optional(), 'API key of that endpoint, when it wants one.'),
  model: variable(
    'SOKOUL_AI_MODEL',
    text().default('default'),
    'Model to ask there, such as llama3.2. Servers with one model only mostly take any name.',
  ),
  timeoutSeconds: variable(
    'SOKOUL_AI_TIMEOUT_SECONDS',
    integer(1, 120).default(20),
    'Seconds after which fixed rules alone decide.',
  ),
}) {}
