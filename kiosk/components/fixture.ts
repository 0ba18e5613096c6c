import type { ComponentChild } from 'preact';
import type { Language, Say } from '../i18n/text.ts';

/** One state of a component, by name. What stands here is drawn in the gallery, checked and photographed. */
export interface ComponentFixture {
  readonly name: string;
  render(say: Say, language: Language): ComponentChild;
}
