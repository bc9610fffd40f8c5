import { z } from 'zod';

/** The steps that a new kiosk leads through, in their order. */
export const WIZARD_STEPS = ['screen', 'cameras', 'store', 'remote', 'test'] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number];

/** How far the first start has come: the step that is shown, or that it is over. */
export const setupWizardSchema = z.object({ step: z.enum([...WIZARD_STEPS, 'done']) });
export type SetupWizardAnswer = z.infer<typeof setupWizardSchema>;
