import { useState } from 'react';
import { DESCRIPTIONS, GRADES } from '#contract/goats';
import { Choices } from './Choices';
import { WEIGHT_SHAPE } from './keypad';
import { NumberPad } from './NumberPad';
import { TextPad } from './TextPad';
import { useTranslation } from './useTranslation';
import { preferences } from './preferences';
import { NOTE_LENGTH, WEIGHT_UNITS, type FormEvent, type GoatForm } from './goatForm';

interface GoatDataFieldsProps {
  form: GoatForm;
  onChange: (event: FormEvent) => void;
}

/** What is known of the goat; all of it may be left out. */
export function GoatDataFields({ form, onChange }: GoatDataFieldsProps) {
  const { words, number } = useTranslation();
  const [open, setOpen] = useState<'weight' | 'note' | null>(null);
  const close = () => {
    setOpen(null);
  };

  return (
    <>
      <h2 className="label label-description">{words.description}</h2>
      <Choices
        label={words.description}
        choices={DESCRIPTIONS}
        chosen={form.description}
        words={words.choices}
        columns="three"
        onTouch={(description) => {
          onChange({ type: 'description-touched', description });
        }}
      />
      <h2 className="label label-weight">{words.weight}</h2>
      <button
        type="button"
        className={form.weight ? 'button extra weight extra-given' : 'button extra weight'}
        onClick={() => {
          setOpen('weight');
        }}
      >
        {form.weight ? `${number(Number(form.weight))} ${words.units[form.unit]}` : words.enterWeight}
      </button>
      <h2 className="label label-grade">{words.grade}</h2>
      <Choices
        label={words.grade}
        choices={GRADES}
        chosen={form.grade}
        words={words.choices}
        columns="four"
        onTouch={(grade) => {
          onChange({ type: 'grade-touched', grade });
        }}
      />
      <button
        type="button"
        className={form.note ? 'button extra extra-given' : 'button extra'}
        onClick={() => {
          setOpen('note');
        }}
      >
        {form.note ? words.note : words.addNote}
      </button>
      {open === 'note' && (
        <TextPad
          title={words.note}
          initial={form.note}
          maxLength={NOTE_LENGTH}
          onDone={(note) => {
            onChange({ type: 'note-entered', note });
            close();
          }}
          onClose={close}
        />
      )}
      {open === 'weight' && (
        <NumberPad
          title={words.weight}
          shape={WEIGHT_SHAPE}
          initial={form.weight}
          mayBeEmpty
          onDone={(weight) => {
            onChange({ type: 'weight-entered', weight });
            close();
          }}
          onClose={close}
        >
          <Choices
            label={words.unit}
            choices={WEIGHT_UNITS}
            chosen={form.unit}
            words={words.units}
            columns="two"
            onTouch={(unit) => {
              preferences.unit.set(unit);
              onChange({ type: 'unit-chosen', unit });
            }}
          />
        </NumberPad>
      )}
    </>
  );
}
