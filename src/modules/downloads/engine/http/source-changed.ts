/** The server has another version of the file now: what is stored is worth nothing, and everything begins anew. */
export class SourceChanged extends Error {
  override readonly name = 'SourceChanged';
  constructor() {
    super('The file has changed on the server; it is fetched from the start');
  }
}

/** The server answers with the whole file although it is the version that was asked for: it does not know If-Range. */
export class IfRangeIgnored extends Error {
  override readonly name = 'IfRangeIgnored';
  constructor() {
    super('The server does not heed If-Range');
  }
}
