import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { startTestContext } from '../support/test-context.js';
import type { TestContext } from '../support/test-context.js';

describe('what is to be done after commit', () => {
  let context: TestContext;

  beforeAll(async () => {
    context = await startTestContext({});
  });
  afterAll(() => context.stop());

  it('waits for the outermost transaction, and is forgotten with a rollback', async () => {
    const uow = context.app.get(UnitOfWork);
    const done: string[] = [];
    const note = (text: string) => uow.afterCommit(async () => void done.push(`${text} ${uow.isOpen}`));
    await uow.run(async () => {
      await uow.run(() => note('inner'));
      await note('outer');
      expect(done).toEqual([]);
    });
    expect(done).toEqual(['inner false', 'outer false']);
    const failing = uow.run(async () => {
      await note('never');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await note('now');
    expect(done).toEqual(['inner false', 'outer false', 'now false']);
  });
});
