import type { Translation } from '../../i18n/translation.ts';
import type { zh } from './zh.ts';

export const en: Translation<typeof zh> = {
  'slip.title': 'Appointment slip',
  'slip.for': 'Name',
  'slip.where': 'Place',
  'slip.bring': 'Bring along: {things}',
  'slip.fasting': 'Do not eat before you come.',
  'slip.code': 'Slip number',
  'slip.desk': 'Questions? Call {phone}',
  'slip.scan': 'Show this code at the hospital',
  'slip.print': 'Print the slip',
  'slip.printing': 'Printing…',
  'slip.printed': 'No paper? Your document is enough.',
  'slip.print-more': 'Print once more',
  'slip.print-again': 'Print again',
  'printer.out-of-paper': 'No paper here. You are booked; your document is enough. Print at another machine, or at {window}.',
  'printer.jam': 'Paper is stuck; leave it. You are booked; your document is enough. Print at another machine, or at {window}.',
  'printer.cover-open': 'The printer is open. You are booked; your document is enough. Print at another machine, or at {window}.',
  'printer.absent': 'No printing here now. You are booked; your document is enough. Print at another machine, or at {window}.',
};
