/** Addresses of other sites as links, which tell those sites nothing of this page. */
export function OutsideLinks({ addresses }: { addresses: readonly string[] }) {
  return (
    <ul className="addresses">
      {addresses.map((address) => (
        <li key={address}>
          <OutsideLink address={address} />
        </li>
      ))}
    </ul>
  );
}

/** A link to another site, as its address or under a name. */
export function OutsideLink({ address, name }: { address: string; name?: string }) {
  return (
    <a href={address} rel="nofollow noopener noreferrer" dir="auto">
      {name ?? address}
    </a>
  );
}
