import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PrinterState } from '../../fixtures/bridge/messages.ts';
import { type Program, startProgram } from '../support/programs.ts';
import { commanded } from './commanded.ts';

const run = promisify(execFile);

/** Where a kiosk's bridge is for its page, and for the hand that puts cards down. */
export interface KioskBridge {
  readonly port: number;
  readonly controlPort: number;
}

/** A hand at a kiosk's reader and printer. */
export interface KioskHand {
  /** Puts the card of one of the city's people down, or takes away what lies there. */
  putDown(person: string): Promise<void>;
  takeAway(): Promise<void>;
  setPrinter(state: PrinterState): Promise<void>;
}

export function handAtKiosk({ controlPort }: KioskBridge): KioskHand {
  const control = (method: string, what: 'card' | 'printer', body?: object) =>
    fetch(`http://127.0.0.1:${controlPort}/${what}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
  return {
    async putDown(person) {
      const { status } = await control('PUT', 'card', { person });
      if (status !== 200) throw new Error(`no card of ${person}: ${status}`);
    },
    async takeAway() {
      await control('DELETE', 'card');
    },
    async setPrinter(state) {
      const { status } = await control('POST', 'printer', { state });
      if (status !== 200) throw new Error(`the printer can not be ${state}: ${status}`);
    },
  };
}

/** As an operator does it: the command on the gateway's machine, the code at the kiosk. */
export async function enrolledBridge(at: {
  readonly origin: string;
  readonly env: Record<string, string>;
  readonly folder: string;
  readonly port: number;
  readonly seeded: readonly string[];
  readonly hospitalId: string;
  readonly campusRef: string;
}): Promise<Program<KioskBridge>> {
  const place = [
    ...['--hospital', at.hospitalId, '--campus', at.campusRef, '--floor', '1F'],
    ...['--name', '门诊大厅 1 号机', '--window', '3 号窗口'],
  ];
  const [code = ''] = (await commanded(at.env, ['device', 'enrol', ...place])).split('\n');
  const keyFile = join(at.folder, `bridge-${at.hospitalId}.json`);
  await run(process.execPath, ['dist/bridge.js', 'enrol', '--gateway', at.origin, '--code', code, '--key-file', keyFile]);
  return startProgram('bridge', {
    args: [
      ...['--port', String(at.port), '--control-port', '0', '--origins', at.origin],
      ...['--key-file', keyFile, ...at.seeded],
    ],
    isReady: (line) => 'controlPort' in line,
  });
}
