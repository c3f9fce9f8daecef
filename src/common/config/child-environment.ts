/** The environment for a process of ours: this one's with `overrides`; logs are for people when a person looks on. */
export function childEnvironment(overrides: Record<string, string>): Record<string, string | undefined> {
  const format = process.stdout.isTTY ? { SOKOUL_LOG_FORMAT: 'pretty' } : {};
  return { ...format, ...process.env, ...overrides };
}

/** The environment for a program of others: what it needs to be found and to run, and none of our secrets. */
export function bareEnvironment(): Record<string, string> {
  const names = ['PATH', 'SystemRoot', 'TMPDIR', 'LD_LIBRARY_PATH'];
  const entries = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
