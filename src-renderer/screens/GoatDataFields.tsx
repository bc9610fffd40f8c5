import { useState } from 'react';
import { DESCRIPTIONS, GRADES } from '../../src-main/contract/goats';
import { Choices } from '../components/Choices';
import { WEIGHT_SHAPE } from '../components/keypad';
import { NumberPad } from '../components/NumberPad';
import { useTranslation } from '../i18n/useTranslation';
import { keepPreference } from '../preferences';
import { WEIGHT_UNITS, type FormEvent, type GoatForm } from './goatForm';

interface GoatDataFieldsProps {
  form: GoatForm;
  onChange: (event: FormEvent) => void;
}

/** What is known of the goat; all of it may be left out. */
export function GoatDataFields({ form, onChange }: GoatDataFieldsProps) {
  const { words, number } = useTranslation();
  const [isPadOpen, setPadOpen] = useState(false);

  return (
    <>
      <h2 className="label">{words.description}</h2>
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
      <h2 className="label">{words.grade}</h2>
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
      <h2 className="label">{words.weight}</h2>
      <button
        type="button"
        className={form.weight ? 'button weight weight-given' : 'button weight'}
        onClick={() => {
          setPadOpen(true);
        }}
      >
        {form.weight ? `${number(Number(form.weight))} ${words.units[form.unit]}` : words.enterWeight}
      </button>
      {isPadOpen && (
        <NumberPad
          title={words.weight}
          shape={WEIGHT_SHAPE}
          initial={form.weight}
          mayBeEmpty
          onDone={(weight) => {
            onChange({ type: 'weight-entered', weight });
            setPadOpen(false);
          }}
          onClose={() => {
            setPadOpen(false);
          }}
        >
          <Choices
            label={words.unit}
            choices={WEIGHT_UNITS}
            chosen={form.unit}
            words={words.units}
            columns="two"
            onTouch={(unit) => {
              keepPreference('unit', unit);
              onChange({ type: 'unit-chosen', unit });
            }}
          />
        </NumberPad>
      )}
    </>
  );
}
