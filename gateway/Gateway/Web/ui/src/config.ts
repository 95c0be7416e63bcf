type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** Every leaf of a configuration with its path. */
export function leaves(value: Json, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  if (value !== null && typeof value === 'object') {
    const entries: [string, Json][] = Array.isArray(value) ? value.map((item, i) => [`[${i}]`, item]) : Object.entries(value)
    for (const [name, inner] of entries) {
      const below = name.startsWith('[') ? path + name : path ? `${path}.${name}` : name
      for (const [key, leaf] of leaves(inner, below)) found.set(key, leaf)
    }
  } else found.set(path, String(value))
  return found
}

/** What is there and not among the defaults, or other than there. */
export function differences(value: Json, defaults: Json): { path: string; value: string; usual?: string }[] {
  const usual = leaves(defaults)
  return [...leaves(value)]
    .filter(([path, leaf]) => usual.get(path) !== leaf)
    .map(([path, leaf]) => ({ path, value: leaf, ...(usual.has(path) ? { usual: usual.get(path)! } : {}) }))
}
