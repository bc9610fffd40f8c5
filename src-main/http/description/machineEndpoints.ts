import {
  brightnessRequestSchema,
  machineAnswerSchema,
  legacyServerAnswerSchema,
  timeRequestSchema,
  timeZonesAnswerSchema,
  type MachineAnswer,
  type LegacyServerAnswer,
} from '#contract/machine';
import type { Described, Endpoint } from './endpoint';

const LEGACY: LegacyServerAnswer = {
  original: {
    unit: '/etc/systemd/system/goat-training.service',
    user: 'pi',
    bucket: 'training-937249941844',
    rules: '/etc/udev/rules.d/99-cameras.rules',
    running: true,
  },
};

const MACHINE: Described = {
  name: 'Machine',
  schema: machineAnswerSchema,
  example: {
    time: {
      ...{ now: '2026-02-10T18:30:00.000-06:00', time_zone: 'America/Chicago' },
      ...{ can_be_automatic: true, automatic: true, synchronised: true },
    },
    brightness: 80,
  } satisfies MachineAnswer,
};

/** What concerns the machine itself. */
export const MACHINE_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ method: 'get', path: '/machine', access: 'login' },
    summary:
      "The machine's clock, and its screen's brightness. time is null where systemd can't be asked for it.",
    answer: MACHINE,
    errors: [],
  },
  {
    ...{ method: 'get', path: '/machine/time_zones', access: 'login' },
    summary: 'The time zones that the machine can be set to.',
    answer: {
      name: 'TimeZones',
      schema: timeZonesAnswerSchema,
      example: { time_zones: ['America/Chicago', 'America/Mexico_City', 'Europe/Madrid'] },
    },
    errors: ['SYSTEM_REFUSED', 'FFMPEG_MISSING'],
  },
  {
    ...{ method: 'post', path: '/machine/time', access: 'owner' },
    summary:
      'Sets time zone, clock, and whether the network sets the clock; what is not given stays. After a change of the zone the program starts again.',
    body: { name: 'TimeRequest', schema: timeRequestSchema, example: { time_zone: 'America/Chicago' } },
    answer: MACHINE,
    errors: ['CAPTURE_IN_PROGRESS', 'BUS_TEST_IN_PROGRESS', 'SYSTEM_REFUSED', 'FFMPEG_MISSING'],
  },
  {
    ...{ method: 'post', path: '/machine/brightness', access: 'login' },
    summary: "Sets the brightness of the machine's screen.",
    body: { name: 'BrightnessRequest', schema: brightnessRequestSchema, example: { percent: 80 } },
    answer: MACHINE,
    errors: ['SYSTEM_REFUSED'],
  },
  {
    ...{ method: 'get', path: '/machine/original', access: 'login' },
    summary:
      'What is there of the original capture server, from which goat-capture migrate takes over; null where it is not installed.',
    answer: { name: 'Original', schema: legacyServerAnswerSchema, example: LEGACY },
    errors: [],
  },
];
