/** Somebody's browser opens a link, coming from a page of `from`, and presses Pay where the page has it. False: it has not, or does not take it. */
export async function payByLink(link: string, from = 'http://127.0.0.1'): Promise<boolean> {
  const opened = await fetch(link, { headers: { referer: `${from}/` } });
  if (opened.status !== 200 || !(await opened.text()).includes('id="pay"')) return false;
  return (await fetch(link, { method: 'POST' })).status === 200;
}

/** Whether the page of a link has a button that leads back to an address. */
export async function leadsBack(link: string, returnTo: string, from = new URL(returnTo).origin): Promise<boolean> {
  const opened = await fetch(link, { headers: { referer: `${from}/` } });
  const [, href = ''] = /<a id="back" href="([^"]*)"/.exec(await opened.text()) ?? [];
  return opened.status === 200 && href.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))) === returnTo;
}
