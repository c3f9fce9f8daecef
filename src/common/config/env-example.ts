import type { Variable } from './section.js';
import { SECTIONS } from './sections.js';

function renderValue(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join(',') : String(value);
}

function renderVariable(variable: Variable): string {
  const fallback = variable.schema.safeParse(undefined);
  const value = fallback.success ? renderValue(fallback.data) : '';
  const file = variable.isSecret ? ` Or ${variable.name}_FILE with the path of a file that holds it.` : '';
  return `# ${variable.description}${file}\n#${variable.name}=${value}\n`;
}

/** The text of `.env.example`: every variable with its description, unit and default. */
export function renderEnvExample(): string {
  const head = '# Every variable of Sokoul with its default. Copy to .env and change what you need.\n';
  const sections = SECTIONS.map(
    (section) =>
      `\n# --- ${section.title} ---\n\n${Object.values<Variable>(section.variables).map(renderVariable).join('\n')}`,
  );
  return head + sections.join('');
}
