import { describe, expect, test } from 'vitest';
import { recordRequestSchema } from '#contract/captureApi';
import type { GoatData } from '#contract/goats';
import {
  correctedData,
  emptyForm,
  formOf,
  goatDataOf,
  reduceForm,
  type FormEvent,
} from '../../../src-renderer/ui/goatForm';

const formAfter = (...events: FormEvent[]) => events.reduce(reduceForm, emptyForm('lbs'));

describe('the goat form', () => {
  test('sends only what was given', () => {
    expect(goatDataOf(emptyForm('lbs'))).toEqual({});
    expect(goatDataOf(formAfter({ type: 'grade-touched', grade: 'cab choice' }))).toEqual({
      grade: 'cab choice',
    });
  });

  test("sends the seed's three values, the weight as text with its unit", () => {
    const data = goatDataOf(
      formAfter(
        { type: 'description-touched', description: 'meat' },
        { type: 'grade-touched', grade: 'choice' },
        { type: 'weight-entered', weight: '85' },
      ),
    );
    expect(data).toEqual({ description: 'meat', live_weight: '85 lbs', grade: 'choice' });
    expect(recordRequestSchema.parse({ goat_id: '17', goat_data: data }).goat_data).toEqual(data);
  });

  test('writes a weight plainly, and none where it is zero', () => {
    const weightOf = (weight: string) =>
      goatDataOf(formAfter({ type: 'unit-chosen', unit: 'kg' }, { type: 'weight-entered', weight }))
        .live_weight;
    expect(weightOf('38.5')).toBe('38.5 kg');
    expect(weightOf('38.')).toBe('38 kg');
    expect(weightOf('0')).toBeUndefined();
    expect(weightOf('')).toBeUndefined();
  });

  test('lets go of a chip that is touched again, and changes to another', () => {
    const touch = { type: 'description-touched', description: 'meat' } as const;
    expect(formAfter(touch).description).toBe('meat');
    expect(formAfter(touch, touch).description).toBeNull();
    expect(formAfter(touch, { type: 'description-touched', description: 'dairy' }).description).toBe('dairy');
  });

  test('sends a note without blanks around it, and none where it is only blanks', () => {
    const noteOf = (note: string) => goatDataOf(formAfter({ type: 'note-entered', note })).note;
    expect(noteOf(' limps a little ')).toBe('limps a little');
    expect(noteOf('  ')).toBeUndefined();
  });

  test('takes no goat number below 1', () => {
    expect(
      formAfter({ type: 'number-chosen', goatNumber: 3 }, { type: 'number-chosen', goatNumber: 0 }).ownNumber,
    ).toBe(3);
  });
});

describe('a correction', () => {
  const corrected = (data: GoatData, ...events: FormEvent[]) => {
    const shown = formOf(data, 'lbs');
    return correctedData(data, shown, events.reduce(reduceForm, shown));
  };

  test('shows what was entered on the form', () => {
    const data = { description: 'meat', live_weight: '58.5 kg', grade: 'no roll', note: 'limps' };
    expect(formOf(data, 'lbs')).toMatchObject({ weight: '58.5', unit: 'kg' });
    expect(goatDataOf(formOf(data, 'lbs'))).toEqual(data);
    expect(goatDataOf(formOf({}, 'kg'))).toEqual({});
  });

  test('changes what was changed and leaves the rest as it came, be it in no form', () => {
    const data = { description: 'Boer', live_weight: 'about 80', pen: 4, grade: 'choice', vet: null };
    expect(corrected(data)).toEqual(data);
    expect(corrected(data, { type: 'grade-touched', grade: 'prime' })).toEqual({ ...data, grade: 'prime' });
    expect(corrected(data, { type: 'weight-entered', weight: '81' })).toEqual({
      ...data,
      live_weight: '81 lbs',
    });
    expect(corrected(data, { type: 'description-touched', description: 'dairy' })).toMatchObject({
      description: 'dairy',
      pen: 4,
    });
  });

  test('takes out what was taken back', () => {
    expect(corrected({ grade: 'choice', note: 'x' }, { type: 'grade-touched', grade: 'choice' })).toEqual({
      note: 'x',
    });
  });
});
