import { StartupError } from '../common/errors/startup-error.js';
import { startupLine } from './startup-line.js';

describe('startupLine', () => {
  it('is one line, whatever the message holds', () => {
    expect(startupLine(new StartupError('X', 'port taken:\n  set PORT\n'))).toBe(
      'sokoul: port taken: set PORT',
    );
  });

  it('tells something of an error without a message and of a thrown text', () => {
    expect(startupLine(new AggregateError([]))).toBe('sokoul: AggregateError');
    expect(startupLine('no luck')).toBe('sokoul: no luck');
  });
});
