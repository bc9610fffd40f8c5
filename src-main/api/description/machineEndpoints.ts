import { originalAnswerSchema, type OriginalAnswer } from '../../contract/machine';
import type { Endpoint } from './endpoint';

const ORIGINAL: OriginalAnswer = {
  original: {
    unit: '/etc/systemd/system/goat-training.service',
    user: 'pi',
    bucket: 'training-937249941844',
    rules: '/etc/udev/rules.d/99-cameras.rules',
    running: true,
  },
};

/** What concerns the machine itself. */
export const MACHINE_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ method: 'get', path: '/machine/original', access: 'login' },
    summary:
      'What is there of the original capture server, from which goat-capture migrate takes over; null where it is not installed.',
    answer: { name: 'Original', schema: originalAnswerSchema, example: ORIGINAL },
    errors: [],
  },
];
