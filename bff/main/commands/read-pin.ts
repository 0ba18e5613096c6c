import type { ReadStream } from 'node:tty';
import { CommandRefused } from './command.ts';

/** Longer than any PIN: what comes after it is not read. */
const CHARACTERS_MAX = 64;

/** The first line of standard input. A terminal is asked for it and does not show what is typed. @throws CommandRefused when it is no PIN. */
export async function readPin(input: NodeJS.ReadStream, terminal: NodeJS.WritableStream): Promise<string> {
  const pin = (input.isTTY ? await typed(input, terminal) : await piped(input)).trim();
  if (/^[0-9]{6,12}$/.test(pin)) return pin;
  throw new CommandRefused('the first line of standard input has to be a PIN of 6 to 12 digits');
}

async function piped(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (/[\r\n]/.test(text) || text.length > CHARACTERS_MAX) break;
  }
  return text.split(/\r|\n/, 1)[0] ?? '';
}

const [CTRL_C, CTRL_D] = ['\u0003', '\u0004'];
const BACKSPACES = ['\b', '\u007f'];
const ENDS = ['\r', '\n', CTRL_D];

async function typed(input: ReadStream, terminal: NodeJS.WritableStream): Promise<string> {
  terminal.write('PIN: ');
  input.setRawMode(true);
  let text = '';
  try {
    for await (const chunk of input) {
      for (const character of String(chunk)) {
        if (character === CTRL_C) throw new CommandRefused('nothing was changed');
        if (ENDS.includes(character)) return text;
        text = BACKSPACES.includes(character) ? text.slice(0, -1) : (text + character).slice(0, CHARACTERS_MAX);
      }
    }
    return text;
  } finally {
    input.setRawMode(false);
    terminal.write('\n');
  }
}
