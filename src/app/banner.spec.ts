import { renderBanner, renderUntoldPassword } from './banner.js';

const FACTS = { url: 'http://127.0.0.1:3000', dataDir: '/data', startedInMs: 1234, adminUsername: 'admin' };

describe('renderBanner', () => {
  it('shows a made-up password once, and a request to copy', () => {
    const text = renderBanner({ ...FACTS, firstAdmin: { username: 'admin', generatedPassword: 'Xy1' } });
    expect(text).toMatch(/Password\s+Xy1/);
    expect(text).toContain(`-d '{"username":"admin","password":"Xy1"}'`);
    expect(text).toContain('http://127.0.0.1:3000/api/docs');
  });

  it('never shows a configured password, nor any on later starts', () => {
    const configured = renderBanner({ ...FACTS, firstAdmin: { username: 'root', generatedPassword: null } });
    expect(configured).toContain('"username":"root","password":"<your password>"');
    expect(renderBanner({ ...FACTS, firstAdmin: null })).not.toContain('Password');
  });
});

describe('renderUntoldPassword', () => {
  it('tells of a made-up password in one line, and of no other', () => {
    expect(renderUntoldPassword({ username: 'admin', generatedPassword: 'Xy1' })).toMatch(
      /^sokoul: .*Xy1.*\n$/,
    );
    expect(renderUntoldPassword({ username: 'root', generatedPassword: null })).toBe('');
  });
});
