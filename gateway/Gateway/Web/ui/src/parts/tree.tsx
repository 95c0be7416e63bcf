import type { JSX } from 'preact'
import { bytes, number, span } from '../format'
import { t, tr } from '../i18n'

// What some figures of a node's status are measured in.
const forms: Record<string, (figure: number) => string> = {
  uptime: span, heap: bytes, flashBytes: bytes, rssi: v => `${number(v)}\u202fdBm`, supplyMv: v => `${number(v / 1000, 2)}\u202fV`,
}

/** What a device says of itself: what is known in words, the rest as it says it. */
export function Tree({ value, name = '' }: { value: unknown; name?: string }): JSX.Element {
  if (Array.isArray(value)) return value.length === 0 ? <span class="leaf">{t('health.none')}</span> : <ol class="tree">{value.map((item, i) => <li key={i}><Tree value={item} name={name} /></li>)}</ol>
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
    if (entries.length === 0) return <span class="leaf">{t('health.none')}</span>
    return (
      <dl class="tree">
        {entries.map(([key, inner]) => (
          <div key={key} class={isBranch(inner) ? 'branch' : ''}>
            <dt>{named(key)}</dt>
            <dd>
              <Tree value={inner} name={key} />
            </dd>
          </div>
        ))}
      </dl>
    )
  }
  if (typeof value === 'boolean') return <span class="leaf">{t(value ? 'yes' : 'no')}</span>
  if (typeof value === 'number') return <span class="leaf">{forms[name]?.(value) ?? String(value)}</span>
  return <span class="leaf">{spoken(String(value))}</span>
}

// A field of the status, or an output by its name.
function named(key: string): string {
  const known = tr('health', key)
  return known === key ? tr('output', key) : known
}

const isBranch = (value: unknown): boolean => value !== null && typeof value === 'object' && Object.keys(value).length > 0

// A word of the node's own: a state of an output, a reason, or a state of itself.
function spoken(word: string): string {
  return ['is', 'output', 'missing'].map(prefix => tr(prefix, word)).find(text => text !== word) ?? word
}
