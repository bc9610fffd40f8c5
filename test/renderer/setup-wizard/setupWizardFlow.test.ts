import { describe, expect, test } from 'vitest';
import { WIZARD_STEPS } from '#contract/setupWizard';
import type { CaptureView } from '../../../src-renderer/capture/captureFlow';
import { isStepShown, stepAfter, stepBefore } from '../../../src-renderer/setup-wizard/setupWizardFlow';
import { endExample } from '#support/overviewExample';

const form: CaptureView = { kind: 'form' };
const testEnd: CaptureView = { kind: 'outcome', capture: endExample({ goat_id: 'test_1', is_test: true }) };
const rejection: CaptureView = { kind: 'refusal', fault: { code: 'NO_CAMERAS', parameters: {} } };
/** What is shown as always, whatever the first start is at. */
const AS_ALWAYS: readonly CaptureView[] = [
  { kind: 'progress', goatId: '17' },
  { kind: 'progress', goatId: 'test_1' },
  { kind: 'review', review: { session_id: 'first', goat_id: '17', ends_in_ms: 8000 } },
  { kind: 'outcome', capture: endExample() },
];

describe('the first start', () => {
  test('leads from step to step, and back', () => {
    expect(WIZARD_STEPS.map(stepAfter)).toEqual([...WIZARD_STEPS.slice(1), 'done']);
    expect(WIZARD_STEPS.map(stepBefore)).toEqual([null, ...WIZARD_STEPS.slice(0, -1)]);
  });

  test.each(WIZARD_STEPS)('has the screen at the step "%s" while nothing is captured', (step) => {
    expect(isStepShown(step, form)).toBe(true);
    for (const view of AS_ALWAYS) expect(isStepShown(step, view), view.kind).toBe(false);
  });

  test('tells in its last step how the test went, and in no other', () => {
    for (const view of [testEnd, rejection]) {
      expect(WIZARD_STEPS.filter((step) => isStepShown(step, view))).toEqual(['test']);
    }
  });

  test.each([null, 'done'] as const)('is not there where it is %s', (step) => {
    for (const view of [form, testEnd, rejection, ...AS_ALWAYS]) expect(isStepShown(step, view)).toBe(false);
  });
});
