import { ValidationError } from '../../../common/errors/common.errors.js';
import type { ListedSetting } from '../../../common/settings/settings.js';
import { ALL_SETTINGS } from '../../../common/settings/settings.js';

/** One wish of a request; a null value takes the choice back. */
export interface SettingChange {
  readonly listed: ListedSetting;
  readonly value: unknown;
}

/** Values by name, by group, as they came. */
export type RequestedChanges = Readonly<Record<string, object | undefined>>;

interface Problem {
  readonly field: string;
  readonly problems: string[];
}

type Outcome = { readonly change: SettingChange } | { readonly problem: Problem };

function check(field: string, value: unknown): Outcome {
  const listed = ALL_SETTINGS.find(({ key }) => key === field);
  if (!listed) return { problem: { field, problems: [`${field} is not a setting`] } };
  if (value === null) return { change: { listed, value } };
  const result = listed.setting.kind.schema.safeParse(value);
  if (result.success) return { change: { listed, value: result.data } };
  const problems = result.error.issues.map(({ path, message }) => {
    const place = [field, ...path.map(String)].join('.');
    return `${place} ${message}`;
  });
  return { problem: { field, problems } };
}

/** Throws ValidationError, which names every unknown setting and every value that can't be used. */
export function settingChanges(groups: RequestedChanges): SettingChange[] {
  const outcomes = Object.entries(groups).flatMap(([group, values]) =>
    Object.entries(values ?? {}).map(([name, value]) => check(`${group}.${name}`, value)),
  );
  const fields = outcomes.flatMap((outcome) => ('problem' in outcome ? [outcome.problem] : []));
  const [first] = fields;
  if (first)
    throw new ValidationError(first.problems[0] ?? `${first.field} can't be used`, {
      field: first.field,
      fields,
    });
  return outcomes.flatMap((outcome) => ('change' in outcome ? [outcome.change] : []));
}
