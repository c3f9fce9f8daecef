export interface StoredCookie {
  readonly value: string;
  /** Attributes such as `HttpOnly` or `SameSite=Strict`, as they were sent. */
  readonly attributes: readonly string[];
}

/** The cookies of one browser, as far as tests need them: paths and expiry are looked at, not acted on. */
export class CookieJar {
  private readonly cookies = new Map<string, StoredCookie>();

  /** Keeps what an answer sets; an empty value deletes. */
  take(headers: Headers): this {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, { value, attributes });
    }
    return this;
  }

  get(name: string): StoredCookie {
    const cookie = this.cookies.get(name);
    if (!cookie) throw new Error(`There is no cookie ${name}`);
    return cookie;
  }

  get names(): string[] {
    return [...this.cookies.keys()].sort();
  }

  /** The Cookie header, with all of them or those named. */
  header(...names: string[]): { cookie: string } {
    const chosen = names.length > 0 ? names : this.names;
    return { cookie: chosen.map((name) => `${name}=${this.get(name).value}`).join('; ') };
  }
}
