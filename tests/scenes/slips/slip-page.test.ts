import { expect, it } from 'vitest';
import { slipPage } from '../../../bff/main/slip-page.ts';

it('the page of a slip that is not confirmed yet says so in both languages and whose it is, and neither that it is valid nor that it is not', () => {
  const page = slipPage('provisional', '王*国');
  for (const said of ['真实，等医院确认', 'Genuine, not confirmed yet', '王*国', '过一会儿再查', 'check again later'])
    expect(page).toContain(said);
  for (const other of ['class="verdict valid"', 'class="verdict not"', '不要付钱', '真实有效']) expect(page).not.toContain(other);
});
