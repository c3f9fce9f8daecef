import { Role } from '../../common/access/role.js';
import { assertFilesExist, assertLimitsFit, assertPriority, limitsAfter } from './download-change.js';

const actorOf = (role: Role) => ({
  id: '0b8f9f4e-6f0e-4a55-9d6e-0f4f2f0a9d11',
  username: 'someone',
  role,
  sessionId: null,
  apiKey: null,
  requiresPasswordChange: false,
  expiresAt: new Date(0),
});

describe('changes of a download', () => {
  it('keep what they do not name, and forget what is unlimited', () => {
    const before = { downloadLimit: 5, isSequential: true };
    expect(limitsAfter(before, { uploadLimit: 7 })).toEqual({ ...before, uploadLimit: 7 });
    expect(limitsAfter(before, { downloadLimit: null, isSequential: false })).toEqual({});
    expect(limitsAfter({}, { seedRatio: 0, wantedFiles: [0] })).toEqual({ seedRatio: 0, wantedFiles: [0] });
  });

  it('of torrents alone are refused for other kinds, unless they say nothing', () => {
    expect(() => assertLimitsFit('http', { wantedFiles: [0] })).toThrow(
      expect.objectContaining({ details: { field: 'files' } }),
    );
    expect(() => assertLimitsFit('gallery', { isSequential: true })).toThrow(/Only torrents/);
    expect(() => assertLimitsFit('http', { downloadLimit: 5, wantedFiles: null })).not.toThrow();
    expect(() => assertLimitsFit('torrent', { wantedFiles: [0] })).not.toThrow();
  });

  it('name files that exist, once they are known', () => {
    const files = [{ index: 0, path: 'a', size_bytes: 1 }];
    expect(() => assertFilesExist({ files }, { wantedFiles: [0, 1] })).toThrow(
      expect.objectContaining({ details: { field: 'files', unknown: [1] } }),
    );
    expect(() => assertFilesExist({ files: [] }, { wantedFiles: [9] })).not.toThrow();
  });

  it('put nobody before others but by a moderator', () => {
    expect(() => assertPriority(actorOf(Role.User), 51)).toThrow(/moderators/);
    expect(() => assertPriority(actorOf(Role.Moderator), 100)).not.toThrow();
    expect(() => assertPriority(actorOf(Role.User), 80, 90)).not.toThrow();
  });
});
