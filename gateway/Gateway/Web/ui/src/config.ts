export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }

/** One place where two configurations differ; without <c>there</c> or <c>here</c> it is not set in that one. */
export interface Difference {
  path: string
  there?: string
  here?: string
}

const shortest = ['site', 'name', 'id', 'node', 'port']
const longest = 120

/** Where a configuration differs from another. What only one has is told in one line; entries of a list are known by their names, not their places. */
export function differences(here: Json, there: Json): Difference[] {
  return [...compare(here, there, '')]
}

function* compare(here: Json | undefined, there: Json | undefined, path: string): Generator<Difference> {
  if (here === there) return
  if (isTree(here) && isTree(there) && Array.isArray(here) === Array.isArray(there)) {
    const [ours, theirs] = [members(here), members(there)]
    for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
      yield* compare(ours.get(name), theirs.get(name), name.startsWith('[') ? path + name : path ? `${path}.${name}` : name)
    }
    return
  }
  if (isEmpty(here) && isEmpty(there)) return
  yield { path, ...(there === undefined ? {} : { there: told(there) }), ...(here === undefined ? {} : { here: told(here) }) }
}

const isTree = (value: Json | undefined): value is Json[] | { [name: string]: Json } => value !== null && typeof value === 'object'
const isEmpty = (value: Json | undefined): boolean => value === undefined || (isTree(value) && Object.keys(value).length === 0)

function members(tree: Json[] | { [name: string]: Json }): Map<string, Json> {
  return new Map(Array.isArray(tree) ? tree.map((item, i) => [`[${nameOf(item) ?? i}]`, item]) : Object.entries(tree))
}

function nameOf(item: Json): string | null {
  if (!isTree(item) || Array.isArray(item)) return null
  const words = shortest.filter(key => typeof item[key] === 'string' || (key === 'port' && typeof item[key] === 'number')).map(key => String(item[key]))
  return words.length > 0 ? words.join('/') : null
}

function told(value: Json): string {
  if (!isTree(value)) return String(value)
  const text = JSON.stringify(value)
  return text.length > longest ? text.slice(0, longest) + '…' : text
}
