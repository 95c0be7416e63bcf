import type { JSX } from 'preact'

/** What a device says of itself, as it says it: keys in its own words. */
export function Tree({ value }: { value: unknown }): JSX.Element {
  if (Array.isArray(value)) return value.length === 0 ? <span class="leaf">[]</span> : <ol class="tree">{value.map((item, i) => <li key={i}><Tree value={item} /></li>)}</ol>
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
    if (entries.length === 0) return <span class="leaf">{'{}'}</span>
    return (
      <dl class="tree">
        {entries.map(([name, inner]) => (
          <div key={name} class={inner !== null && typeof inner === 'object' ? 'branch' : ''}>
            <dt>{name}</dt>
            <dd>
              <Tree value={inner} />
            </dd>
          </div>
        ))}
      </dl>
    )
  }
  return <span class="leaf">{String(value)}</span>
}
