import type { SlowHours, Weekday } from '../../../common/settings/slow-hours.js';
import type { SpeedLimits } from '../engine/download-kind.js';

const DAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

interface LocalTime {
  readonly day: number;
  /** `22:30`; compares as text. */
  readonly time: string;
}

function localTime(now: Date, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((one) => one.type === type)?.value.toLowerCase() ?? '';
  const day = DAYS.findIndex((name) => name === part('weekday'));
  return { day, time: `${part('hour')}:${part('minute')}` };
}

/** Hours over midnight belong to the day on which they begin. */
function holds({ days, from, to }: SlowHours, { day, time }: LocalTime): boolean {
  const isOn = (index: number) => days.some((name) => name === DAYS[(index + 7) % 7]);
  if (from < to) return isOn(day) && from <= time && time < to;
  return (isOn(day) && from <= time) || (isOn(day - 1) && time < to);
}

/** What holds at a moment: the first entry of the schedule that covers it; what it leaves open is as usual. */
export function speedLimitsAt(
  now: Date,
  schedule: readonly SlowHours[],
  timeZone: string,
  usual: SpeedLimits,
): SpeedLimits {
  const local = localTime(now, timeZone);
  const entry = schedule.find((one) => holds(one, local));
  return {
    download: entry?.download_limit ?? usual.download,
    upload: entry?.upload_limit ?? usual.upload,
  };
}
