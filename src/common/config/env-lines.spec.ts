import { malformedEnvLines } from './env-lines.js';

describe('malformedEnvLines', () => {
  it.each([
    ['an empty file', ''],
    ['blank lines and comments', '\n  \n# it\'s "so"\n  # too'],
    ['values with and without quotes', 'A=1\nexport B = "2" # two\nC=\'3\'\nD=\n'],
    ['lines that end as on Windows', 'A=1\r\n\r\n# x\r\nB="2"\r\n'],
    ['a quoted value of several lines', 'A="one\ntwo\n" # end\nB=`x\ny`'],
    ['a quote that is never closed', 'A="1\nB=2'],
  ])('accepts %s', (_, text) => {
    expect(malformedEnvLines(text)).toEqual([]);
  });

  it.each([
    ['no equals sign', 'A=1\nPORT 3000\nB=2', [2]],
    ['a colon', 'PORT: 3000', [1]],
    ['no name', '=3000', [1]],
    ['two names', 'PORT HOST=1', [1]],
    ['Windows line ends', 'A=1\r\nPORT\r\nB=2', [2]],
    ['several, after a value of several lines', 'A="x\ny"\noops\n\n# c\noops', [3, 6]],
  ])('finds lines with %s', (_, text, lines) => {
    expect(malformedEnvLines(text)).toEqual(lines);
  });
});
