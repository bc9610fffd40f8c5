import { z } from 'zod';

/** The steps that a new kiosk leads through, in their order. */
export const FIRST_STEPS = ['screen', 'cameras', 'store', 'remote', 'test'] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** How far the first start has come: the step that is shown, or that it is over. */
export const firstStartSchema = z.object({ step: z.enum([...FIRST_STEPS, 'done']) });
export type FirstStartAnswer = z.infer<typeof firstStartSchema>;
