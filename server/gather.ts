/** Lists by key. */

/** Adds a value to the list under a key. The list grows in place: what ten thousand files import would be copied as often. */
export function gather<K, V>(
  lists: { get(key: K): V[] | undefined; set(key: K, list: V[]): unknown },
  key: K,
  value: V,
): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
