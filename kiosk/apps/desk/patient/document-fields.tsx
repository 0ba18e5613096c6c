import { useState } from 'preact/hooks';
import type { DocumentType } from '../../../client/wire.ts';
import { useSay } from '../../../staff/saying.ts';
import type { Word } from '../../../staff/word.ts';
import { tidyNumber, troubleOf } from '../document-number.ts';
import { SelectField, TextField } from '../fields.tsx';
import { documentNames, numberTroubles, serving } from '../patient-words.ts';

export interface TypedDocument {
  readonly type: DocumentType;
  readonly number: string;
}

const TYPES = Object.entries(documentNames) as [DocumentType, Word][];
const NUMBER_MAX = 60;
const REASON_MAX = 100;

/** A document as somebody types it. The number is looked at when it was left, and before it is sent. */
export function useTypedDocument() {
  const [type, setType] = useState<DocumentType>('resident-id');
  const [number, setNumber] = useState('');
  const [looked, setLooked] = useState(false);
  const document = { type, number: tidyNumber(type, number) };
  const trouble = troubleOf(type, document.number);
  return {
    document,
    /** Whether it may be sent; where it may not, it is said why. */
    fits() {
      setLooked(true);
      return trouble === undefined;
    },
    fields: (
      <>
        <SelectField
          label={serving.type}
          value={type}
          options={TYPES}
          onChange={(chosen) => {
            setType(chosen);
            setLooked(false);
          }}
        />
        <TextField
          label={serving.number}
          value={number}
          maxLength={NUMBER_MAX}
          required
          onInput={(typed) => {
            setNumber(typed);
            setLooked(false);
          }}
          onBlur={() => number !== '' && setLooked(true)}
          trouble={looked && trouble ? numberTroubles[trouble] : undefined}
        />
      </>
    ),
  };
}

/** A document on paper as the clerk types it, and why they vouch. */
export function useDocument() {
  const say = useSay();
  const { document, fits, fields } = useTypedDocument();
  const [reason, setReason] = useState<string>();
  const because = reason ?? say(serving.reasonUsual);
  return {
    document,
    reason: because.trim(),
    /** Whether it may be sent; where it may not, it is said why. */
    fits: () => fits() && because.trim().length >= 2,
    fields: (
      <>
        {fields}
        <TextField label={serving.reason} value={because} maxLength={REASON_MAX} required onInput={setReason} />
      </>
    ),
  };
}
