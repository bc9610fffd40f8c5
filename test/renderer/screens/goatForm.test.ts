import { describe, expect, test } from 'vitest';
import { recordRequestSchema } from '../../../src-main/contract/answers';
import { emptyForm, goatDataOf, reduceForm, type FormEvent } from '../../../src-renderer/screens/goatForm';

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
