/** A list of sentences, numbered where `ordered`. */
export function Lines(props: { of: readonly string[]; ordered?: boolean; className?: string }) {
  const List = props.ordered === true ? 'ol' : 'ul';
  return (
    <List className={props.className}>
      {props.of.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </List>
  );
}
