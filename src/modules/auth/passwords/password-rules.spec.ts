import { passwordProblem } from './password-rules.js';

const owner = { username: 'Ann_of_Green_Gables', email: 'ann.shirley@example.com' };

describe('passwordProblem', () => {
  it.each(['secure_password_123', 'correct horse battery', 'ünïcødé pass phrase', 'x9!kQ2#vB7@m'])(
    'accepts %s',
    (password) => expect(passwordProblem(password, owner)).toBeNull(),
  );

  it.each([
    ['a short one', 'x9!kQ2#vB7@'],
    ['an endless one', 'correct horse battery '.repeat(12)],
    ['the username', 'ann_of_green_gables'],
    ['the e-mail address', 'Ann.Shirley@Example.com'],
    ['a common one', 'administrator'],
    ['a common one in capitals', 'PasswordPassword'],
    ['a common one with a tail', 'Password123456!'],
    ['digits in a row', '123456789012'],
    ['digits backwards', '987654321098'],
    ['an alphabet', 'abcdefghijklmno'],
    ['one character', 'aaaaaaaaaaaaaaaa'],
    ['two in turn', 'abababababababab'],
  ])('refuses %s', (_name, password) => expect(passwordProblem(password, owner)).not.toBeNull());
});
