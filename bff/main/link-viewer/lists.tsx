import type { ComponentChildren } from 'preact';
import { Both, Labelled, Said } from './both.tsx';
import type { SharedAllergy, SharedCondition, SharedList, SharedLists, SharedMedication, SharedVisit } from './read-lists.ts';
import { whenOf } from './when.ts';
import { LASTING_WORDS, moreThan, SURENESS_WORDS, TAKING_WORDS, VISIT_WORDS, type Words, words } from './words.ts';

/** The lists that were shared, what may do harm first. Of a list without rows nothing is said: nobody knows that there are none. */
export function Lists({ lists: { allergies, medications, conditions, visits } }: { readonly lists: SharedLists }) {
  return (
    <>
      <List heading={words.allergies} list={allergies} row={allergyRow} />
      <List heading={words.medications} list={medications} row={medicationRow} />
      <List heading={words.conditions} list={conditions} row={conditionRow} />
      <List heading={words.visits} list={visits} row={visitRow} />
    </>
  );
}

interface ListProps<Row> {
  readonly heading: Words;
  readonly list: SharedList<Row>;
  readonly row: (row: Row) => ComponentChildren;
}

function List<Row>({ heading, list: { rows, leftOut }, row }: ListProps<Row>) {
  if (rows.length === 0) return null;
  return (
    <section class="report">
      <h2>
        <Both words={heading} />
      </h2>
      <ul class="rows">
        {rows.map((one, at) => (
          <li key={`${at}`}>{row(one)}</li>
        ))}
      </ul>
      {leftOut === 0 ? null : <Said all={[moreThan(leftOut)]} />}
    </section>
  );
}

function allergyRow({ substance, isSevere, isOver, sureness, reaction, recorded, by, note }: SharedAllergy) {
  return (
    <>
      <Name text={substance} />
      {isSevere ? <Mark words={words.severe} bad /> : null}
      {sureness === 'confirmed' ? null : <Mark words={SURENESS_WORDS[sureness]} />}
      {isOver ? <Mark words={words.noLonger} /> : null}
      <Fact words={words.reaction} text={reaction} />
      <Time words={words.recorded} at={recorded} />
      <Fact words={words.note} text={note} />
      <Fact words={words.by} text={by} />
    </>
  );
}

function medicationRow(medication: SharedMedication) {
  const { name, dosage, hasOtherDosage, taking, prescribed, since, until, by, note } = medication;
  return (
    <>
      <Name text={name} />
      <Mark words={TAKING_WORDS[taking]} bad={taking === 'forbidden'} />
      <Fact words={words.dosage} text={dosage} />
      {hasOtherDosage ? <Mark words={words.otherDosage} /> : null}
      <Time words={words.prescribed} at={prescribed} />
      <Time words={words.since} at={since} />
      <Time words={words.until} at={until} />
      <Fact words={words.note} text={note} />
      <Fact words={words.by} text={by} />
    </>
  );
}

function conditionRow({ name, lasting, sureness, since, recorded, by, note }: SharedCondition) {
  return (
    <>
      <Name text={name} />
      <Mark words={LASTING_WORDS[lasting]} />
      {sureness === undefined || sureness === 'confirmed' ? null : <Mark words={SURENESS_WORDS[sureness]} />}
      <Time words={words.since} at={since} />
      <Time words={words.recorded} at={recorded} />
      <Fact words={words.note} text={note} />
      <Fact words={words.by} text={by} />
    </>
  );
}

function visitRow({ start, end, kind, otherKind, didNotHappen, department, diagnoses, by, note }: SharedVisit) {
  return (
    <>
      <Name text={start === undefined ? undefined : whenOf(start)} none={words.undated} />
      {didNotHappen === undefined ? null : <Mark words={VISIT_WORDS[didNotHappen]} />}
      {kind === undefined ? null : <Mark words={VISIT_WORDS[kind]} />}
      {otherKind === undefined ? null : <p>{otherKind}</p>}
      <Time words={words.until} at={end} />
      <Fact words={words.department} text={department} />
      <Fact words={words.diagnosed} text={diagnoses.length === 0 ? undefined : diagnoses.join('；')} />
      <Fact words={words.note} text={note} />
      <Fact words={words.by} text={by} />
    </>
  );
}

function Name({ text, none = words.unnamed }: { readonly text?: string; readonly none?: Words }) {
  return <p class="name">{text ?? <Both words={none} />}</p>;
}

/** In words and in a frame, never by colour alone. */
function Mark({ words: said, bad = false }: { readonly words: Words; readonly bad?: boolean }) {
  return (
    <p class={bad ? 'mark bad' : 'mark'}>
      <Both words={said} />
    </p>
  );
}

function Fact({ words: label, text }: { readonly words: Words; readonly text?: string }) {
  return text === undefined ? null : <Labelled words={label} text={text} />;
}

function Time({ words: label, at }: { readonly words: Words; readonly at?: string }) {
  return <Fact words={label} text={at === undefined ? undefined : whenOf(at)} />;
}
