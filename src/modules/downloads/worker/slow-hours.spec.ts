import type { SlowHours } from '../../../common/settings/slow-hours.js';
import { speedLimitsAt } from './slow-hours.js';

const USUAL = { download: null, upload: 500 };

const entry = (changes: Partial<SlowHours>): SlowHours => ({
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  from: '08:00',
  to: '18:00',
  download_limit: 100,
  upload_limit: null,
  ...changes,
});

/** 2026-11-22 is a Sunday. */
const at = (time: string, schedule: SlowHours[], zone = 'UTC') =>
  speedLimitsAt(new Date(`2026-11-22T${time}:00Z`), schedule, zone, USUAL);

describe('speedLimitsAt', () => {
  it('is the usual without an entry that covers the moment', () => {
    expect(at('07:59', [entry({})])).toEqual(USUAL);
    expect(at('18:00', [entry({})])).toEqual(USUAL);
  });

  it('is that of the entry from its first minute on, and the usual where the entry says nothing', () => {
    expect(at('08:00', [entry({})])).toEqual({ download: 100, upload: 500 });
    expect(at('17:59', [entry({ upload_limit: 0 })])).toEqual({ download: 100, upload: 0 });
  });

  it('takes the first of several', () => {
    const schedule = [entry({ from: '09:00', to: '10:00', download_limit: 0 }), entry({})];
    expect(at('09:30', schedule).download).toBe(0);
    expect(at('10:30', schedule).download).toBe(100);
  });

  it('goes over midnight into the next day', () => {
    const saturdayNight = entry({ days: ['sat'], from: '22:00', to: '06:00' });
    expect(at('05:59', [saturdayNight]).download).toBe(100);
    expect(at('06:00', [saturdayNight]).download).toBeNull();
    expect(at('22:30', [saturdayNight]).download).toBeNull();
    const sundayNight = entry({ days: ['sun'], from: '22:00', to: '06:00' });
    expect(at('05:59', [sundayNight]).download).toBeNull();
    expect(at('22:30', [sundayNight]).download).toBe(100);
  });

  it('knows what day and time it is elsewhere', () => {
    const monday = entry({ days: ['mon'], from: '00:00', to: '12:00' });
    expect(at('16:00', [monday], 'Asia/Tokyo').download).toBe(100);
    expect(at('14:00', [monday], 'Asia/Tokyo').download).toBeNull();
  });

  it('covers the whole day when it ends when it begins', () => {
    const always = entry({ from: '00:00', to: '00:00' });
    expect(at('00:00', [always]).download).toBe(100);
    expect(at('23:59', [always]).download).toBe(100);
  });
});
