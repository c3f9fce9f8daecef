/** What the invented titles are made of. The first words of a list come up most often. */
const list = (words: string): readonly string[] => words.trim().split(/\s+/);

export const ADJECTIVES = list(`
  last dark lost little black great good wild secret dead big bad red white long silent golden broken young old new
  american final perfect beautiful bloody cold hidden crazy burning blue hollow midnight sweet strange mad quiet deep
  fallen endless invisible frozen distant lonely sacred savage bitter infinite electric crimson forgotten restless
  royal electronic velvet paper iron silver crooked northern southern eastern western ancient modern naked haunted`);

export const NOUNS = list(`
  love night man girl house day world life story king city time woman death heart road war boy dream game river
  blood summer moon star sky fire shadow island wolf mother father son daughter brother sister family stranger secret
  murder ghost hunter garden ocean mountain winter storm angel devil soldier doctor teacher detective thief train
  ship bridge tower mirror window letter song dance wedding funeral school hotel forest desert village castle prison
  kingdom empire planet robot dragon tiger horse raven spider snake lion eagle bear fox rabbit whale butterfly flower
  rose tree stone diamond crown sword bullet knife mask doll circus carnival theatre opera piano violin guitar camera
  promise lie truth memory silence whisper scream laughter tears kiss touch breath voice name number zero code machine
  engine highway station harbour beach lake valley canyon horizon border frontier horizon century decade hour minute
  morning evening sunrise sunset twilight eclipse comet galaxy universe paradise purgatory inferno abyss labyrinth`);

export const NAMES = list(`
  john mary jack anna max emma charlie sarah harry lucy tom alice george julia peter kate frank rosa henry marie
  arthur clara victor irene oscar nina leo eva hugo zoé andré amélie josé rené françoise søren björn jürgen łukasz
  niño césar chloé noël inès máté zoltán ağa óscar émile agnès lars ingrid olga dmitri ivan natasha yuki kenji hana
  akira ravi priya amir leila omar fatima chen mei`);

export const PLACES = list(`
  paris london tokyo berlin rome vienna havana istanbul moscow brooklyn texas alaska montana venice prague oslo
  casablanca shanghai bombay cairo lisbon dublin boston chicago vegas hollywood manhattan harlem marseille naples`);

/** Beginnings and ends of invented surnames: they make the long tail of rare words. */
export const BEGINNINGS = list(`
  al ar bar bel ber bor bran cal car cas cor dal dar del dor el er fal fen fer gal gar gor hal har hol in is jor kal
  kar kel kor lan lar lor mal mar mel mor nal nar nor ol or pal par pel qua ral ran ros sal san sel sor tal tan tor ul
  ur val var vel vor wal wen yar yor zal zan`);
export const MIDDLES = list(
  `a e i o u ai ei au ea la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te`,
);
export const ENDS = list(`
  bert burg by dale den der dorf don field ford gard ham hart heim holm ington land ley lin man mann mont ner nik ov
  quist ridge rin ros sen shaw ski son stein stone ton vale ville wick wood worth`);

export const GENRES = list(`
  drama comedy thriller action romance documentary horror crime adventure family fantasy mystery sci-fi animation
  music history war western biography sport musical news reality talk film-noir`);

/** Titles that the searches of the bench look for. */
export const KNOWN_TITLES: readonly (readonly [title: string, year: number])[] = [
  ['Inception', 2010],
  ['The Godfather', 1972],
  ['The Godfather Part II', 1974],
  ['Amélie', 2001],
  ['Spider-Man', 2002],
  ['Spider-Man 2', 2004],
  ['The Amazing Spider-Man', 2012],
  ['Apocalypse Now', 1979],
  ['Love Actually', 2003],
  ['Schindler’s List', 1993],
  ['WALL·E', 2008],
  ['The Shawshank Redemption', 1994],
];
