/** Stands around a decimal while it is a string; no text of a hospital has it, because controls are refused. */
const MARK = '\u0000';

/** A decimal that is written as a number with its own digits: `5.50` stays `5.50`, as FHIR R4 §2.24.0.1 asks. */
export function exact(decimal: string): string {
  return `${MARK}${decimal}${MARK}`;
}

const MARKED = /"\\u0000(-?[0-9]+(?:\.[0-9]+)?)\\u0000"/g;

/** JSON in which each `exact` decimal is a number, digit by digit. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value).replace(MARKED, '$1');
}
