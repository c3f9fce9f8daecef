import { CleanUp } from './clean-up.js';

describe('CleanUp', () => {
  it('undoes the newest first, also what comes while it works', async () => {
    const undone: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.add(() => Promise.resolve(void undone.push('directory')));
    cleanUp.add(async () => {
      undone.push('server');
      cleanUp.add(() => Promise.resolve(void undone.push('late')));
    });
    await cleanUp.run();
    expect(undone).toEqual(['server', 'late', 'directory']);
  });

  it('lets a second caller wait for the first, and undoes nothing twice', async () => {
    const undone: string[] = [];
    const gate = Promise.withResolvers<void>();
    const cleanUp = new CleanUp();
    cleanUp.add(() => gate.promise.then(() => void undone.push('server')));
    const first = cleanUp.run();
    const second = cleanUp.run().then(() => [...undone]);
    gate.resolve();
    await first;
    expect(await second).toEqual(['server']);
  });

  it('goes on past a failure, and tells of it', async () => {
    const undone: string[] = [];
    const cleanUp = new CleanUp();
    cleanUp.add(() => Promise.resolve(void undone.push('directory')));
    cleanUp.add(() => Promise.reject(new Error('still busy')));
    await expect(cleanUp.run()).rejects.toThrow('still busy');
    expect(undone).toEqual(['directory']);
  });
});
