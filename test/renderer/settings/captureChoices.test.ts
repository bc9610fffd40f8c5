import { expect, it } from 'vitest';
import { settingsSchema } from '#contract/settings';
import { CAPTURE_CHOICES, changeTo, isFixed, valueOf } from '../../../src-renderer/settings/captureChoices';
import { settingsExample } from '#support/settingsExample';

it('every choice is one that the program takes, with any other', () => {
  const most = CAPTURE_CHOICES.map(({ name, choices }) => changeTo(name, choices.at(-1) ?? ''));
  expect(settingsSchema.safeParse(Object.assign({}, ...most)).success).toBe(true);
  for (const { name, choices } of CAPTURE_CHOICES)
    for (const choice of choices) expect(settingsSchema.safeParse(changeTo(name, choice)).success).toBe(true);
});

it('the size of a picture is two settings', () => {
  expect(changeTo('IMAGE_SIZE', '1920×1080')).toEqual({ IMAGE_WIDTH: '1920', IMAGE_HEIGHT: '1080' });
  expect(valueOf(settingsExample(), 'IMAGE_SIZE')).toBe('4656×3496');
  expect(isFixed(settingsExample({ IMAGE_HEIGHT: { value: '3496', is_fixed: true } }), 'IMAGE_SIZE')).toBe(
    true,
  );
  expect(isFixed(settingsExample(), 'IMAGE_SIZE')).toBe(false);
});
