import type { ReactNode } from 'react';

/**
 * One of the six drawings that explain a sealed pledge: paper, envelope, signature, carbon copy,
 * box, tally.
 */
export function SealedPledgeDrawing({ step }: { step: number }) {
  return (
    <svg className="sealed-drawing" viewBox="0 0 96 72" width="96" height="72" aria-hidden="true">
      {DRAWINGS[step]}
    </svg>
  );
}

const NUMBER = <path className="line" d="M39 32h18M39 38h12" />;
const SEAL = (
  <g className="brick">
    <circle cx="62" cy="44" r="9" />
    <path d="M57.6 44.2l3 3 5.6-6.4" />
  </g>
);
const ENVELOPE = (
  <>
    <path className="sheet" d="M14 18h68v42H14z" />
    <path className="line" d="M15 19l33 23 33-23" />
  </>
);

const DRAWINGS: readonly ReactNode[] = [
  // A paper with a number that only she knows.
  <>
    <path className="sheet" d="M28 14h40v44H28z" />
    {NUMBER}
    <path className="line" d="M34 22h28" strokeDasharray="2 4" />
  </>,
  // The paper in an envelope lined with carbon paper.
  <>
    <path className="sheet" d="M32 6h32v30H32z" />
    <path className="line" d="M39 14h18M39 20h12" />
    <path className="sheet" d="M14 24h68v38H14z" />
    <path className="carbon" d="M18 28h60v30H18z" />
    <path className="line" d="M15 25l33 20 33-20" />
  </>,
  // The site signs the envelope.
  <>
    {ENVELOPE}
    {SEAL}
    <path className="line" d="M86 8L70 34M86 8l-6 2M86 8l1 6" />
  </>,
  // The signature came through to the paper; the envelope is thrown away.
  <>
    <path className="faint" d="M50 26h40v30H50zM51 27l19 14 19-14" />
    <path className="sheet" d="M12 12h40v48H12z" />
    <path className="line" d="M19 22h18M19 28h12" />
    <g className="brick" transform="translate(-26 2)">
      <circle cx="62" cy="44" r="9" />
      <path d="M57.6 44.2l3 3 5.6-6.4" />
    </g>
  </>,
  // Later, without a name, into the box.
  <>
    <path className="sheet" d="M36 4h24v26H36z" />
    <g className="brick" transform="translate(-14 -28)">
      <circle cx="62" cy="44" r="7" />
      <path d="M58.6 44.2l2.4 2.4 4.4-5" />
    </g>
    <path className="sheet" d="M16 30h64v36H16z" />
    <path className="line" d="M32 30h32" strokeWidth="4" />
  </>,
  // Counted: each with the signature, none with a name.
  <>
    {[8, 36, 64].map((left) => (
      <g key={left} transform={`translate(${left} 18)`}>
        <path className="sheet" d="M0 0h24v36H0z" />
        <path className="line" d="M5 8h14M5 13h9" />
        <g className="brick">
          <circle cx="12" cy="25" r="6" />
          <path d="M9.2 25.2l2 2 3.6-4.2" />
        </g>
      </g>
    ))}
  </>,
];
