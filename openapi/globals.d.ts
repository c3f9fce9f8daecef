/** The generated client is written for browsers too; this is the one name of theirs that Node's types lack. */
type BodyInit = import('undici').BodyInit;
