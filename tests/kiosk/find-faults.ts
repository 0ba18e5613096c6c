/**
 * Runs inside the page: every target at least 60 px and 16 px from the next, every text at least 24 px with a contrast of 7:1, nothing
 * outside of the glass, nothing cut off, one h1, one main action, at most six choices. Answers with what does not hold.
 */
export function findFaults(): string[] {
  const faults: string[] = [];
  const visible = (element: Element) => element.getClientRects().length > 0;
  const wordsOf = (element: Element) => (element.textContent ?? '').trim().slice(0, 16);
  const root = document.querySelector('[role="alertdialog"]') ?? document.body;

  const targets = [...root.querySelectorAll('button, input')].filter(visible);
  for (const target of targets) {
    const { width, height, left, right, top, bottom } = target.getBoundingClientRect();
    if (width < 60 || height < 60) faults.push(`small target ${wordsOf(target)} ${width}×${height}`);
    if (target.matches('.action-main') && height < 80) faults.push(`low main action ${wordsOf(target)} ${height}`);
    if (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1) faults.push(`outside ${wordsOf(target)}`);
    for (const other of targets) {
      if (other === target || other.contains(target) || target.contains(other)) continue;
      const box = other.getBoundingClientRect();
      const apart = Math.max(box.left - right, left - box.right, box.top - bottom, top - box.bottom);
      if (apart < 15.5) faults.push(`${wordsOf(target)} and ${wordsOf(other)} are ${Math.round(apart)} px apart`);
    }
  }

  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const groundOf = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const ground = getComputedStyle(element).backgroundColor;
    const [, , , alpha = 1] = channels(ground);
    return alpha === 0 ? groundOf(element.parentElement) : ground;
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? '').trim() === '' || !visible(element) || element.closest('script, noscript'))
      continue;
    const { fontSize, color } = getComputedStyle(element);
    if (Number.parseFloat(fontSize) < 24) faults.push(`small text ${wordsOf(element)} ${fontSize}`);
    const [light = 0, dark = 0] = [luminance(color), luminance(groundOf(element))].sort((one, two) => two - one);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 7) faults.push(`faint text ${wordsOf(element)} ${contrast.toFixed(1)}`);
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
      faults.push(`cut off ${wordsOf(element)}`);
  }

  const { scrollHeight, scrollWidth } = document.documentElement;
  if (scrollHeight > innerHeight || scrollWidth > innerWidth) faults.push(`scrolls: ${scrollWidth}×${scrollHeight}`);
  const footer = document.querySelector('.footer')?.getBoundingClientRect().top ?? innerHeight;
  for (const part of document.querySelectorAll('.screen-body > *'))
    if (visible(part) && part.getBoundingClientRect().bottom > footer) faults.push(`under the footer: ${wordsOf(part)}`);
  const places = [...document.querySelectorAll('.footer-place')].map((place) => place.getBoundingClientRect());
  const [back, help] = places;
  if (
    places.length !== 3 ||
    Math.abs((help?.left ?? 0) + (help?.width ?? 0) / 2 - innerWidth / 2) > 2 ||
    (back?.bottom ?? 0) > innerHeight
  )
    faults.push('help is not where it always is');
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  if (document.querySelectorAll('.screen .action-main').length > 1) faults.push('more than one main action');
  if (document.querySelectorAll('.choice').length > 6) faults.push('more than six choices');
  return faults;
}
