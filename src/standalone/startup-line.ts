/** What keeps the process from starting, as the one line `sokoul: …` that the operator reads; never a stack. */
export function startupLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return `sokoul: ${text.replace(/\s*\n\s*/g, ' ').trim()}`;
}
