import { DomainError } from '../../../common/errors/domain-error.js';

/** Somebody else changed the configuration in the meantime. */
export class ConfigVersionConflictError extends DomainError {
  readonly code = 'CONFIG_VERSION_CONFLICT';
  readonly kind = 'conflict';
  constructor(version?: number) {
    super('The configuration was changed meanwhile: read it again', version === undefined ? {} : { version });
  }
}

/** The operator decided this in the environment. */
export class SettingImposedError extends DomainError {
  readonly code = 'SETTING_IMPOSED';
  readonly kind = 'conflict';
  constructor(setting?: string, variable: string | null = null) {
    super(
      'The environment of the server decides this setting',
      setting === undefined ? {} : { setting, variable },
    );
  }
}
