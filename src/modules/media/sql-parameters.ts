/** Values of a statement, numbered as they are mentioned. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** Where the value stands in the statement: `$1`. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
