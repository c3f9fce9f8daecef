// The part of sax 1.6 that the reader of pages uses.
declare module 'sax' {
  export interface Tag {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
  }

  export interface Parser {
    /** Elements that are open. */
    readonly tags: Tag[];
    /** Where the size of its buffers is looked at next. */
    bufferCheckPosition: number;
    onopentag: (tag: Tag) => void;
    onclosetag: (name: string) => void;
    ontext: (text: string) => void;
    onscript: (text: string) => void;
    write(chunk: string): this;
    close(): this;
  }

  const sax: {
    parser(isStrict: boolean, options: { readonly lowercase: boolean; readonly position: boolean }): Parser;
  };
  export default sax;
}
