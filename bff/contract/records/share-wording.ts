/** What one agrees to with each share (PIPL Art. 23, 29), in words that are read to a person of eighty. Another meaning is another version. */
export const shareWording = {
  version: '2026-12-01',
  zh: [
    '您选的检查结果，对方在这段时间里可以看。',
    '对方只能看您选的这些。',
    '谁看过，您随时能查到。',
    '您可以随时停止，停止后马上就看不到了。',
    '已经看过、存下来的，我们收不回来。',
  ],
  en: [
    'Whoever you choose can read the results that you choose, for this time.',
    'They can read nothing else.',
    'You can see at any time who read them.',
    'You can stop it at any time. Then they can not be read any more.',
    'What somebody has read or saved before, we can not take back.',
  ],
} as const;

/** What a share is for, as its receipt has it. */
export const sharePurpose = {
  doctor: { zh: '看病', en: 'Treatment' },
  link: { zh: '给您选的人看', en: 'To be read by whom you choose' },
} as const;
