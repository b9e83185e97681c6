/** Whether one letter added, left out, changed, or swapped with the next makes one text the other. */
export function isOneEdit(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  const isSwapped = a[0] === b[1] && a[1] === b[0] && a.length > 1;
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (isSwapped && a.slice(2) === b.slice(2))
  );
}

/** Whether one letter that stands elsewhere, however far off, makes one text the other. */
export function isOneMoved(one: string, other: string): boolean {
  if (one === other || one.length !== other.length) return false;
  if ([...one].sort().join('') !== [...other].sort().join('')) return false;
  return [...one].some((_, at) => isOneEdit(one.slice(0, at) + one.slice(at + 1), other));
}
