/** The items by key, in the order in which the keys first came; Map.groupBy wants a newer Node than VS Code 1.100 has. */
export function groups<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const item of items) {
    const group = found.get(key(item));
    if (group) group.push(item);
    else found.set(key(item), [item]);
  }
  return found;
}
