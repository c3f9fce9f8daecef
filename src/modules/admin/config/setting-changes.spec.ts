import { ValidationError } from '../../../common/errors/common.errors.js';
import { settingChanges } from './setting-changes.js';
import type { RequestedChanges } from './setting-changes.js';

function refusalOf(changes: RequestedChanges): unknown {
  try {
    settingChanges(changes);
  } catch (error) {
    return error instanceof ValidationError ? error.details : error;
  }
  return null;
}

describe('wished settings', () => {
  it('are found by group and name', () => {
    const changes = settingChanges({
      features: { registration_enabled: false },
      limits: { downloads_per_user: null },
      security: undefined,
    });
    expect(changes.map(({ listed, value }) => [listed.key, value])).toEqual([
      ['features.registration_enabled', false],
      ['limits.downloads_per_user', null],
    ]);
  });

  it('are all refused by name when one is unknown or out of range', () => {
    expect(
      refusalOf({
        features: { registration_enabled: 'no' },
        limits: { downloads_per_user: 0, dowloads: 1 },
        security: { session_days: 7 },
      }),
    ).toEqual({
      field: 'features.registration_enabled',
      fields: [
        {
          field: 'features.registration_enabled',
          problems: ['features.registration_enabled must be true or false'],
        },
        {
          field: 'limits.downloads_per_user',
          problems: ['limits.downloads_per_user must be a whole number from 1 to 1000'],
        },
        { field: 'limits.dowloads', problems: ['limits.dowloads is not a setting'] },
      ],
    });
  });

  it('can’t reach what is not listed', () => {
    expect(
      refusalOf({ features: JSON.parse('{"__proto__": true, "constructor": 1}') as object }),
    ).toMatchObject({
      fields: [{ field: 'features.__proto__' }, { field: 'features.constructor' }],
    });
  });
});
