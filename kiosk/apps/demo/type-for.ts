import type { StaffOnTable } from '../../../fixtures/demo/table.ts';

/** Where somebody who holds a phone at a kiosk looks, and what they know by heart. */
export interface Known {
  readonly phone: Document;
  /** The glass, where the digits stand with which a helper shows that they stand there. */
  readonly glass: Document | undefined;
  readonly member: StaffOnTable;
}

/** Types what the phone asks for now, for whoever has a mouse alone. Nothing is sent: that is for a press on the phone itself. */
export function typeFor({ phone, glass, member }: Known): void {
  const pin = phone.querySelector<HTMLInputElement>('input[type=password]');
  const number = phone.querySelector<HTMLInputElement>('input[type=text]');
  if (pin !== null) {
    type(number, member.number);
    type(pin, member.pin);
  } else if (number?.inputMode === 'numeric') type(number, digitsOn(glass));
  else type(number, member.code ?? '');
}

/** The page of the phone hears it as it hears keys. */
function type(field: HTMLInputElement | null, text: string): void {
  if (field === null || text === '') return;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function digitsOn(glass: Document | undefined): string {
  const [digits = ''] = /[0-9]{3} [0-9]{3}/.exec(glass?.querySelector('.assist-join')?.textContent ?? '') ?? [];
  return digits.replace(' ', '');
}
