import './card-drawing.css';

/** The machine at the height of a hand: the screen above, the reader below, the card on its way to it. */
export function CardDrawing({ label }: { readonly label: string }) {
  return (
    <svg class="card-drawing" viewBox="0 0 520 420" role="img" aria-label={label}>
      <g fill="none" stroke="currentColor" stroke-width="5" stroke-linejoin="round" stroke-linecap="round">
        <path d="M110 8h300v150H110z" />
        <path d="M150 50h130M150 84h220M150 118h170" stroke-width="4" />
        <path d="M70 158h380l60 254H10z" />
      </g>
      <path class="card-drawing-reader" d="M122 296h276l20 88H102z" />
      <g class="card-drawing-card">
        <path d="M170 186h180l8 62H162z" />
        <path class="card-drawing-print" d="M186 204h70M183 222h92M298 202h30l3 28h-31z" />
      </g>
      <path class="card-drawing-arrow" d="M260 260v44m-20-18l20 20l20-20" />
    </svg>
  );
}
