import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { malformedEnvLines } from './env-lines.js';
import type { SectionClass, Variable } from './section.js';
import { SECTIONS } from './sections.js';

/** The environment holds something that can't be used; `problems` has one line for each. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`Configuration: ${problems.join('; ')}`);
    this.name = 'ConfigError';
  }
}

export type Environment = Record<string, string | undefined>;

/** The validated configuration: one frozen object per section. */
export class Config {
  constructor(
    private readonly sections: ReadonlyMap<SectionClass, object>,
    private readonly given: ReadonlySet<string> = new Set(),
  ) {}

  /** Whether the environment gives this variable, rather than its default. */
  isSet(name: string): boolean {
    return this.given.has(name);
  }

  get<V extends object>(section: SectionClass<V>): V {
    const values = this.sections.get(section);
    if (!(values instanceof section)) throw new Error(`No such section: ${section.title}`);
    return values;
  }
}

const allVariables = (): Variable[] =>
  SECTIONS.flatMap((section) => Object.values<Variable>(section.variables));

function unknownNames(env: Environment, dotEnv: Environment): string[] {
  const known = new Set(
    allVariables().flatMap(({ name, isSecret }) => (isSecret ? [name, `${name}_FILE`] : [name])),
  );
  const ours = Object.keys(env).filter((name) => name.startsWith('SOKOUL_'));
  return [...new Set([...ours, ...Object.keys(dotEnv)])].filter((name) => !known.has(name)).sort();
}

function rawValue(variable: Variable, env: Environment): string | undefined {
  const direct = env[variable.name];
  const file = variable.isSecret ? env[`${variable.name}_FILE`] : undefined;
  if (file !== undefined && file !== '') return readFileSync(file, 'utf8').trim();
  return direct === '' ? undefined : direct;
}

function readVariable(variable: Variable, env: Environment, problems: string[]): unknown {
  let raw: string | undefined;
  try {
    raw = rawValue(variable, env);
  } catch (cause) {
    problems.push(
      `${variable.name}_FILE can't be read (${cause instanceof Error ? cause.message : 'unknown reason'})`,
    );
    return undefined;
  }
  const result = variable.schema.safeParse(raw);
  if (result.success) return result.data;
  problems.push(`${variable.name} ${result.error.issues[0]?.message ?? 'is malformed'}`);
  return undefined;
}

function readDotEnv(directory: string, problems: string[]): Environment {
  const file = path.join(directory, '.env');
  if (!existsSync(file)) return {};
  const text = readFileSync(file, 'utf8');
  // The line itself may hold a secret.
  for (const line of malformedEnvLines(text)) problems.push(`.env line ${line} is not NAME=value`);
  return parseEnv(text);
}

/**
 * Reads and checks every variable of `env`, with `.env` of the working directory beneath it.
 * Refuses unknown `SOKOUL_…` names, malformed values and malformed lines, all of them at once.
 */
export function loadConfig(env: Environment = process.env, directory = process.cwd()): Config {
  const problems: string[] = [];
  const dotEnv = readDotEnv(directory, problems);
  for (const name of unknownNames(env, dotEnv))
    problems.push(`${name} is not a variable of Sokoul (see .env.example)`);
  const merged = { ...dotEnv, ...env };
  const sections = new Map<SectionClass, object>();
  for (const section of SECTIONS) {
    const entries = Object.entries<Variable>(section.variables).map(
      ([key, variable]) => [key, readVariable(variable, merged, problems)] as const,
    );
    sections.set(section, Reflect.construct(section, [Object.fromEntries(entries)]));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const given = allVariables().filter((variable) => rawValue(variable, merged) !== undefined);
  return new Config(sections, new Set(given.map(({ name }) => name)));
}
