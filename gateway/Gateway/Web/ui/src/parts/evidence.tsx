import type { JSX } from 'preact'
import type { Evidence } from '../api'
import { clock } from '../format'

const width = 320
const height = 90

/** The last readings a rule looked at, the one that decided marked. */
export function EvidenceChart({ name, title, points, say }: { name: string; title: string; points: Evidence[]; say: (value: number) => string }): JSX.Element | null {
  if (points.length === 0) return null
  const list = [...points].sort((a, b) => a.time - b.time)
  const data = list.map(point => point.value!)
  const [low, high] = [Math.min(...data), Math.max(...data)]
  const [from, until] = [list[0]!.time, list[list.length - 1]!.time]
  const x = (time: number): number => 10 + ((time - from) / Math.max(1, until - from)) * (width - 20)
  const y = (v: number): number => height - 24 - ((v - low) / Math.max(1e-9, high - low)) * (height - 44)
  const last = list[list.length - 1]!
  return (
    <figure class="evidence">
      <figcaption>
        {title} <code>{name}</code>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}: ${list.map(point => say(point.value!)).join(', ')}`}>
        <polyline points={list.map(point => `${x(point.time)},${y(point.value!)}`).join(' ')} />
        {list.map(point => (
          <circle key={point.time} cx={x(point.time)} cy={y(point.value!)} r={point === last ? 4.5 : 2.6} class={point === last ? 'last' : ''} />
        ))}
        <text x="10" y={height - 5}>
          {clock(from)}
        </text>
        <text x={width - 10} y={height - 5} class="end">
          {clock(until)}
        </text>
        <text x={x(last.time)} y={Math.max(12, y(last.value!) - 9)} class="end value">
          {say(last.value!)}
        </text>
      </svg>
    </figure>
  )
}
