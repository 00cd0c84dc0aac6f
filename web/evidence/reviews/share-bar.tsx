/** A bar for a share, 0 to 1; the figure is in words beside it. `reference`: it is compared with. */
export function ShareBar({ share, reference }: { share: number; reference?: true }) {
  return (
    <svg className="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-whole" width="100" height="6" />
      <rect
        className={reference === true ? 'bar-past' : 'bar-part'}
        width={Math.round(share * 1000) / 10}
        height="6"
      />
    </svg>
  );
}
