/** The environment for a process of ours: this one's with `overrides`; logs are for people when a person looks on. */
export function childEnvironment(overrides: Record<string, string>): Record<string, string | undefined> {
  const format = process.stdout.isTTY ? { SOKOUL_LOG_FORMAT: 'pretty' } : {};
  return { ...format, ...process.env, ...overrides };
}
