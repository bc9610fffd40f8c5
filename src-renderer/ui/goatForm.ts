import { DESCRIPTIONS, GRADES, type GoatData } from '#contract/goats';

type Description = (typeof DESCRIPTIONS)[number];
type Grade = (typeof GRADES)[number];
export const WEIGHT_UNITS = ['lbs', 'kg'] as const;
export type WeightUnit = (typeof WEIGHT_UNITS)[number];

/** Characters of a note at most: the contract takes no longer text. */
export const NOTE_LENGTH = 500;

/** What a person has entered about the goat that comes next. */
export interface GoatForm {
  /** The number that the person has chosen, or null while the form follows the next free one. */
  ownNumber: number | null;
  description: Description | null;
  grade: Grade | null;
  /** The weight as typed on the pad, empty where none is given. */
  weight: string;
  unit: WeightUnit;
  /** Anything else worth knowing, empty where nothing is. */
  note: string;
}

export type FormEvent =
  | { type: 'number-chosen'; goatNumber: number }
  | { type: 'next-free-chosen' }
  | { type: 'description-touched'; description: Description }
  | { type: 'grade-touched'; grade: Grade }
  | { type: 'weight-entered'; weight: string }
  | { type: 'unit-chosen'; unit: WeightUnit }
  | { type: 'note-entered'; note: string };

/** An empty form that follows the next free number. */
export function emptyForm(unit: WeightUnit): GoatForm {
  return { ownNumber: null, description: null, grade: null, weight: '', unit, note: '' };
}

/** The form after what a person did with it. A chip that is touched again lets go. */
export function reduceForm(form: GoatForm, event: FormEvent): GoatForm {
  switch (event.type) {
    case 'number-chosen':
      return event.goatNumber >= 1 ? { ...form, ownNumber: event.goatNumber } : form;
    case 'next-free-chosen':
      return { ...form, ownNumber: null };
    case 'description-touched':
      return { ...form, description: form.description === event.description ? null : event.description };
    case 'grade-touched':
      return { ...form, grade: form.grade === event.grade ? null : event.grade };
    case 'weight-entered':
      return { ...form, weight: plainWeight(event.weight) };
    case 'unit-chosen':
      return { ...form, unit: event.unit };
    case 'note-entered':
      return { ...form, note: event.note.trim() };
  }
}

/** The goat data to send: only what was given; the weight as text with its unit, such as `85 lbs`. */
export function goatDataOf({ description, grade, weight, unit, note }: GoatForm): GoatData {
  return {
    ...(description && { description }),
    ...(weight && { live_weight: `${weight} ${unit}` }),
    ...(grade && { grade }),
    ...(note && { note }),
  };
}

/** The form as it shows the data of a goat; what it has no field or no chip for is not in it. */
export function formOf(data: GoatData, unit: WeightUnit): GoatForm {
  const [, weight = '', given] = /^(\d{1,3}(?:\.\d)?) (lbs|kg)$/.exec(String(data.live_weight)) ?? [];
  return {
    ownNumber: null,
    description: DESCRIPTIONS.find((one) => one === data.description) ?? null,
    grade: GRADES.find((one) => one === data.grade) ?? null,
    weight,
    unit: WEIGHT_UNITS.find((one) => one === given) ?? unit,
    note: typeof data.note === 'string' ? data.note : '',
  };
}

/** The data of a goat after its form has changed: what was not changed on the form stays as it came, be it in no form at all. */
export function correctedData(data: GoatData, shown: GoatForm, form: GoatForm): GoatData {
  const before = goatDataOf(shown);
  const after = goatDataOf(form);
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => before[key] !== after[key],
  );
  const kept = Object.entries(data).filter(([key]) => !changed.includes(key));
  const entered = Object.entries(after).filter(([key]) => changed.includes(key));
  return Object.fromEntries([...kept, ...entered]);
}

/** A typed weight without a point at its end and zeros at its front; nothing where it is zero. */
function plainWeight(typed: string): string {
  const weight = Number(typed);
  return weight > 0 ? String(weight) : '';
}
