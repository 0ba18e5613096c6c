import './body-figure.css';

/** The parts that a finger finds on a figure without looking closely. */
export const FIGURE_PARTS = ['head', 'chest', 'belly', 'skin', 'back-joints'] as const;
export type FigurePart = (typeof FIGURE_PARTS)[number];

export interface BodyFigureProps {
  /** Which of them may be touched. */
  readonly parts: readonly FigurePart[];
  readonly chosen?: string | undefined;
  readonly onPress: (part: FigurePart) => void;
}

/**
 * A body to be touched where it hurts. The same choices stand in words beside it, for a keyboard and for whoever listens: so the figure
 * is for fingers alone.
 */
export function BodyFigure({ parts, chosen, onPress }: BodyFigureProps) {
  return (
    <div class="body-figure" aria-hidden="true">
      <svg class="body-figure-drawing" viewBox="0 0 300 820" focusable="false" aria-hidden="true">
        <path
          class="body-figure-outline"
          d="M150 14c-44 0-70 34-70 80 0 34 16 62 38 76v26c-52 10-86 26-94 66L6 440c-4 22 8 34 22 36s24-8 28-28l26-120 4 132-6 316c0 20 12 30 30 30s30-12 32-32l8-270 8 270c2 20 14 32 32 32s30-10 30-30l-6-316 4-132 26 120c4 20 14 30 28 28s26-14 22-36l-18-178c-8-40-42-56-94-66v-26c22-14 38-42 38-76 0-46-26-80-70-80z"
        />
        <path class="body-figure-mark" d="M122 92h2M176 92h2M132 134q18 14 36 0M96 300q54 26 108 0M150 396v3" />
      </svg>
      {FIGURE_PARTS.filter((part) => parts.includes(part)).map((part) => (
        <button
          key={part}
          type="button"
          tabIndex={-1}
          class={`body-figure-part body-figure-${part} ${part === chosen ? 'body-figure-chosen' : ''}`}
          onClick={() => onPress(part)}
        />
      ))}
    </div>
  );
}
