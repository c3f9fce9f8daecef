import type { TmdbImage } from '../../tmdb/index.js';
import { chooseImages } from './choose-images.js';

const image = (kind: TmdbImage['kind'], name: number): TmdbImage => ({
  kind,
  url: `https://image.example/${name}.jpg`,
  language: null,
  width: 500,
  height: 750,
});

it('takes the first of each kind, each once', () => {
  const posters = Array.from({ length: 60 }, (_, index) => image('poster', Math.floor(index / 2)));
  const chosen = chooseImages([...posters, image('logo', 1)]);
  expect(chosen).toHaveLength(21);
  expect(new Set(chosen.map(({ url }) => url)).size).toBe(20);
  expect(chosen.at(-1)?.kind).toBe('logo');
});
