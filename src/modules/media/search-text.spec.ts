import { searchTextOf } from './search-text.js';

describe('searchTextOf', () => {
  it('has each name once, the title first', () => {
    const names = {
      title: 'Spirited Away',
      originalTitle: '千と千尋の神隠し',
      alternativeTitles: ['SPIRITED AWAY', 'Sen to Chihiro', ' '],
    };
    expect(searchTextOf(names)).toBe('spirited away\n千と千尋の神隠し\nsen to chihiro');
  });
});
