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
  const { messages, number } = useTranslation();
  const [open, setOpen] = useState<'weight' | 'note' | null>(null);
  const close = () => {
    setOpen(null);
  };

  return (
    <>
      <h2 className="label label-description">{messages.description}</h2>
      <Choices
        label={messages.description}
        choices={DESCRIPTIONS}
        chosen={form.description}
        labels={messages.choices}
        columns="three"
        onTouch={(description) => {
          onChange({ type: 'description-touched', description });
        }}
      />
      <h2 className="label label-weight">{messages.weight}</h2>
      <button
        type="button"
        className={form.weight ? 'button extra weight extra-given' : 'button extra weight'}
        onClick={() => {
          setOpen('weight');
        }}
      >
        {form.weight ? `${number(Number(form.weight))} ${messages.units[form.unit]}` : messages.enterWeight}
      </button>
      <h2 className="label label-grade">{messages.grade}</h2>
      <Choices
        label={messages.grade}
        choices={GRADES}
        chosen={form.grade}
        labels={messages.choices}
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
        {form.note ? messages.note : messages.addNote}
      </button>
      {open === 'note' && (
        <TextPad
          title={messages.note}
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
          title={messages.weight}
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
            label={messages.unit}
            choices={WEIGHT_UNITS}
            chosen={form.unit}
            labels={messages.units}
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
